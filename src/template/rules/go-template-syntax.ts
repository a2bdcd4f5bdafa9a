import type { Rule } from "../rule.ts";

/** Go templates that cannot be parsed. */
export const goTemplateSyntax: Rule = {
  code: "go-template-syntax",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A text with {{ }} is not a Go template.",
    why: "The request or parameter in which it stands cannot be rendered and is never sent.",
    wrong: '<Parameter Name="Subject" Value="Call from {{.Call_From}"/>',
    right: '<Parameter Name="Subject" Value="Call from {{.Call_From}}"/>',
  },
  *check({ goTexts }) {
    for (const { text, label, error } of goTexts) {
      if (!error || error.code === "unknown-function") continue;
      yield {
        message: `${label}: ${error.reason}`,
        span: text.spanAt(error.offset, Math.min(1, text.value.length - error.offset)),
        help: "close each {{ with }}, each if, range and with by {{end}}, and each string with the quote that opened it",
      };
    }
  },
};
