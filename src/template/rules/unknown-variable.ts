import { referenceSpan } from "../go-text.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";
import { suppliedNames } from "../supply.ts";

/** Variables that nothing supplies. */
export const unknownVariable: Rule = {
  code: "unknown-variable",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "A Go template uses a name that is no predefined variable, no field of the connection form, no parameter of the scenario and no output.",
    why: "Deskbell renders it as nothing, the PBX as &lt;no value&gt;.",
    wrong: '<Parameter Name="Subject" Value="Call from {{.CallFrom}}"/>',
    right: '<Parameter Name="Subject" Value="Call from {{.Call_From}}"/>',
  },
  *check({ template, goTexts }) {
    for (const goText of goTexts) {
      const names = suppliedNames(template, goText.scenario);
      for (const reference of goText.parsed?.references ?? []) {
        if (names.has(reference.name)) continue;
        yield {
          message: `${goText.label}: nothing supplies the variable ${reference.name}`,
          span: referenceSpan(goText, reference),
          help: suggest(
            reference.name,
            names,
            "make it a field of the connection form, a parameter of the scenario, or an output",
          ),
        };
      }
    }
  },
};
