import { allElements } from "../elements.ts";
import type { Rule } from "../rule.ts";

/** Text between tags. */
export const strayText: Rule = {
  code: "stray-text",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "Text stands between the tags.",
    why: "The language keeps everything in attributes; the text is not read.",
    wrong: '<Parameter Name="Scope">read write</Parameter>',
    right: '<Parameter Name="Scope" Value="read write"/>',
  },
  *check({ document }) {
    for (const { name, children } of allElements(document.root)) {
      for (const node of children) {
        if (node.kind !== "text" || node.value.trim() === "") continue;
        yield {
          message: `the text in <${name}> is not read`,
          span: node.span,
          help: "put it into an attribute such as Value, or make it a comment",
        };
      }
    }
  },
};
