import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

const SOURCES = [
  {
    id: "SyncContactAuto",
    names: ["Phone", "Number", "CallerNumber", "ContactNumber", "CalleeNumber", "BusinessNumber"],
    what: "the number",
  },
  { id: "SearchContact", names: ["SearchValue"], what: "the text that is searched" },
] as const;

/** Searches that look for nobody in particular. */
export const searchWithoutNumber: Rule = {
  code: "search-without-number",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A search of a contact uses neither the number (Phone, CallerNumber …) nor, in SearchContact, SearchValue.",
    why: "It finds the same contacts for every call, most likely all of them.",
    wrong: '<Request Name="contacts" Method="GET" URLFormat="https://acme.example/people">',
    right: '<Request Name="contacts" Method="GET" URLFormat="https://acme.example/people?phone={{UrlEncode .Phone}}">',
  },
  *check({ template, goTexts }) {
    for (const { id, names, what } of SOURCES) {
      const scenario = findScenario(template, id);
      for (const request of scenario?.requests ?? []) {
        const isTarget = scenario?.requests.some(({ next }) => next === request.name);
        const own = goTexts.filter(
          (goText) => goText.request === request || (goText.scenario === scenario && !goText.request),
        );
        const known: readonly string[] = names;
        const uses = own.some(
          ({ parsed, error }) => error || parsed?.references.some(({ name }) => known.includes(name)),
        );
        if (isTarget || uses) continue;
        const message = `${id}/${request.name} does not use ${what}`;
        yield {
          message,
          span: request.span,
          help: `put {{UrlEncode .${names[0]}}} into its address, or {{.${names[0]}}} into its body`,
        };
      }
    }
  },
};
