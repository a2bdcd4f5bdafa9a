import { allParameters } from "../all-parameters.ts";
import { EXTENSIONS, findExtension, isExtension } from "../extensions.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";

/** Words in Deskbell's group that it does not know. */
export const unknownExtension: Rule = {
  code: "unknown-extension",
  category: "correctness",
  severity: "error",
  docs: {
    what: 'A parameter in the group Father="Deskbell" has a name that Deskbell does not know.',
    why: "What it asks for is not done.",
    wrong: '<Parameter Father="Deskbell" Name="PageKind" Value="page"/>',
    right: '<Parameter Father="Deskbell" Name="PagingKind" Value="page"/>',
  },
  *check({ template }) {
    const names = EXTENSIONS.map(({ name }) => name);
    for (const { parameter, label } of allParameters(template)) {
      if (!isExtension(parameter) || findExtension(parameter.name)) continue;
      yield {
        message: `${label}: Deskbell has no word ${parameter.name}`,
        span: parameter.span,
        help: suggest(parameter.name, names, `it has ${names.join(", ")}`),
      };
    }
  },
};
