import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findMeta, type Operation, setMeta } from "../../store/index.ts";
import { toProblems } from "../problems.ts";

const KEY = "frame-ancestors";

/** Whose pages may show the agent desk in a frame: origins, without a path. */
export const frameAncestorsSchema = z
  .array(
    z
      .string()
      .max(200)
      .refine(
        isOrigin,
        "write an origin such as https://example.zendesk.com, without a path; * may stand for a subdomain",
      ),
  )
  .max(20);

/** A host as browsers compare it: `https://*.example.com` stands for all that end so. Plain http only on the machine itself. */
function isOrigin(text: string): boolean {
  const host = "(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::\\d{1,5})?";
  return new RegExp(`^https://${host}$`).test(text) || /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/.test(text);
}

/** Who may show the agent desk in a frame now. */
export function* findFrameAncestors(): Operation<readonly string[]> {
  const found = yield* findMeta(KEY);
  return found === undefined ? [] : (JSON.parse(found) as string[]);
}

export function setFrameAncestors(origins: readonly string[]): Operation<void> {
  return setMeta(KEY, JSON.stringify(readFrameAncestors(origins)));
}

// A header is made of it, so it is read again whatever way it came.
function readFrameAncestors(origins: readonly string[]): readonly string[] {
  const result = frameAncestorsSchema.safeParse(origins);
  if (result.success) return result.data;
  throw new DeskbellError("INPUT_INVALID", "the origins cannot be used", { problems: toProblems(result.error.issues) });
}
