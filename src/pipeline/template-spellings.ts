import type { NumberSpelling } from "../domain/index.ts";
import { searchSpellings, type Template } from "../template/index.ts";

/** The template's words for spellings of a number, and ours. */
const SPELLINGS = { e164: "e164", digits: "e164-digits", national: "national", received: "as-received" } as const;

/** How the template's author wants a number written for a look-up, in order; `undefined` when the template does not say. */
export function templateSpellings(template: Template): readonly NumberSpelling[] | undefined {
  return searchSpellings(template)?.map((name) => SPELLINGS[name]);
}
