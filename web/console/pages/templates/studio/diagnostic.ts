/** A finding about the text, as the API gives it. */
export type { Diagnostic } from "../../../../../src/base/index.ts";
