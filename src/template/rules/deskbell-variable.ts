import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";
import { ownNames } from "../supply.ts";
import { findVariable } from "../variables.ts";

/** Variables that only Deskbell has. */
export const deskbellVariable: Rule = {
  code: "deskbell-variable",
  category: "portability",
  severity: "info",
  docs: {
    what: "A variable is used that Deskbell has and the vendor's PBX has not.",
    why: "On the PBX it has no value.",
    wrong: '<Parameter Name="Description" Value="Call {{.Call_Id}}"/>',
    right: '<Parameter Name="Description" Value="Call from {{.Call_From}}"/>',
  },
  *check({ template, goTexts }) {
    for (const goText of goTexts) {
      const own = ownNames(template, goText.scenario);
      for (const reference of goText.parsed?.references ?? []) {
        if (findVariable(reference.name)?.origin !== "deskbell" || own.has(reference.name)) continue;
        yield {
          message: `${goText.label}: ${reference.name} is a variable of Deskbell's own`,
          span: referenceSpan(goText, reference),
          help: "leave it out if the template is to run on the vendor's PBX as well",
        };
      }
    }
  },
};
