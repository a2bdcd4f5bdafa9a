import { allParameters } from "../all-parameters.ts";
import { isExtension } from "../extensions.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";

const TYPES = ["Body", "Header", "Query", "Form"];

/** Parameters of a request that are not sent. */
export const parameterType: Rule = {
  code: "parameter-type",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A parameter of a request has no Type, or one that is none of Body, Header, Query and Form.",
    why: "It is not sent.",
    wrong: '<Parameter Name="Data" Value="{…}"/>',
    right: '<Parameter Name="Data" Type="Body" Value="{…}"/>',
  },
  *check({ template }) {
    for (const { parameter, request, label } of allParameters(template)) {
      const type = parameter.type ?? "";
      if (!request || isExtension(parameter) || TYPES.some((known) => known.toLowerCase() === type.toLowerCase()))
        continue;
      const found = type === "" ? "has no Type" : `has the Type ${type}`;
      const message = `${label}: the parameter ${parameter.name} ${found} and is not sent`;
      yield { message, span: parameter.span, help: suggest(type, TYPES, `write one of ${TYPES.join(", ")}`) };
    }
  },
};
