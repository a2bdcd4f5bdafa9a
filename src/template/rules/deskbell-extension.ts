import { allParameters } from "../all-parameters.ts";
import { isExtension } from "../extensions.ts";
import type { Rule } from "../rule.ts";

/** Words of Deskbell's own. */
export const deskbellExtension: Rule = {
  code: "deskbell-extension",
  category: "portability",
  severity: "info",
  docs: {
    what: 'A parameter stands in the group Father="Deskbell".',
    why: "The vendor's PBX takes no notice of it: what it asks for is not done there.",
    wrong: '<Parameter Father="Deskbell" Name="PagingKind" Value="page"/>',
    right: "The template does without it, if it is to do the same on the PBX.",
  },
  *check({ template }) {
    for (const { parameter, label } of allParameters(template)) {
      if (!isExtension(parameter)) continue;
      yield {
        message: `${label}: ${parameter.name} is a word of Deskbell's own, which the vendor's PBX ignores`,
        span: parameter.span,
        help: "nothing, if the template is for Deskbell",
      };
    }
  },
};
