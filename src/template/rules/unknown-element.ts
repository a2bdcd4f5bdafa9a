import { allElements } from "../elements.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";
import { ELEMENTS } from "../vocabulary.ts";

/** Elements that the language does not know, or not there. */
export const unknownElement: Rule = {
  code: "unknown-element",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "An element is not known, or does not belong where it stands.",
    why: "It is kept as it is and not read.",
    wrong: '<Parameters><Param Name="Scope" Value="read"/></Parameters>',
    right: '<Parameters><Parameter Name="Scope" Value="read"/></Parameters>',
  },
  *check({ document }) {
    for (const element of allElements(document.root)) {
      const { parent, name, openTag } = element;
      const allowed = parent && Object.hasOwn(ELEMENTS, parent.name) ? ELEMENTS[parent.name]?.children : undefined;
      if (!allowed || allowed.includes(name)) continue;
      const holds =
        allowed.length > 0 ? `it may hold ${allowed.map((child) => `<${child}>`).join(", ")}` : "it holds no elements";
      yield {
        message: `<${name}> in <${parent?.name}> is not read`,
        span: openTag,
        help: suggest(name, allowed, holds),
      };
    }
  },
};
