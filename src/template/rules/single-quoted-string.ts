import type { Rule } from "../rule.ts";

const LITERAL = /'(?:[^'\\]|\\.)*'/sy;

/** Strings in single quotes, which Go refuses. */
export const singleQuotedString: Rule = {
  code: "single-quoted-string",
  category: "portability",
  severity: "warning",
  docs: {
    what: "A string inside {{ }} stands in single quotes.",
    why: "Deskbell reads it as a string, since the vendor's documents write so; Go, and with it the PBX, refuses the template.",
    wrong: "<Parameter Name=\"Subject\" Value=\"{{TimeFormat .StartTimeUnix 'yyyy-MM-dd' '1'}}\"/>",
    right: '<Parameter Name="Subject" Value="{{TimeFormat .StartTimeUnix &quot;yyyy-MM-dd&quot; &quot;1&quot;}}"/>',
  },
  *check({ goTexts, document }) {
    for (const { text, label, parsed } of goTexts) {
      for (const { offset } of parsed?.warnings ?? []) {
        LITERAL.lastIndex = offset;
        const literal = LITERAL.exec(text.value)?.[0] ?? "'";
        const span = text.spanAt(offset, literal.length);
        const source = document.text.slice(span.offset + 1, span.offset + span.length - 1);
        yield {
          message: `${label}: the string ${literal} stands in single quotes, which Go refuses`,
          span,
          help: "write it in double quotes; inside an XML attribute as &quot;",
          ...(literal.length > 1 && { fix: { title: "use double quotes", span, text: `&quot;${source}&quot;` } }),
        };
      }
    }
  },
};
