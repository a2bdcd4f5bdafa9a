import type { Input } from "../../../../shared/client/ask.ts";

/** One change of a template's text, as the API takes it. */
export type Edit = Input<"POST /api/v1/template-edits">["body"]["edits"][number];
