import { allElements } from "../elements.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";
import { ELEMENTS } from "../vocabulary.ts";

/** Attributes that the language does not know. */
export const unknownAttribute: Rule = {
  code: "unknown-attribute",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "An element has an attribute that is not known.",
    why: "It is kept as it is and not read.",
    wrong: '<Request Name="contacts" Url="https://acme.example">',
    right: '<Request Name="contacts" URLFormat="https://acme.example">',
  },
  *check({ document }) {
    for (const { name: element, attributes } of allElements(document.root)) {
      const allowed = Object.hasOwn(ELEMENTS, element) ? ELEMENTS[element]?.attributes : undefined;
      if (!allowed) continue;
      for (const { name, nameSpan } of attributes) {
        if (allowed.includes(name) || name.startsWith("xml")) continue;
        const known = allowed.length > 0 ? `<${element}> has ${allowed.join(", ")}` : `<${element}> has no attributes`;
        yield {
          message: `the attribute ${name} of <${element}> is not read`,
          span: nameSpan,
          help: suggest(name, allowed, known),
        };
      }
    }
  },
};
