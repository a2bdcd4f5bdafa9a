import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";

/** Values that are sent without escaping. */
export const rawUsed: Rule = {
  code: "raw-used",
  category: "security",
  severity: "warning",
  docs: {
    what: "The function raw switches the escaping of a value off.",
    why: "Whoever controls the value, such as the name that a caller sends, can change the structure of what is sent. The PBX does not know raw.",
    wrong: "{{ raw .CallerDisplayName }}",
    right: "{{ .CallerDisplayName }}",
  },
  *check({ goTexts }) {
    for (const goText of goTexts) {
      for (const reference of goText.parsed?.functions ?? []) {
        if (reference.name !== "raw") continue;
        yield {
          message: `${goText.label}: raw switches escaping off`,
          span: referenceSpan(goText, reference),
          help: "leave it out; values are escaped as their place needs it, and JSON fragments belong into a parameter of the scenario",
        };
      }
    }
  },
};
