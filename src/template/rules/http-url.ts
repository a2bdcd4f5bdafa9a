import type { Rule } from "../rule.ts";

/** Addresses without encryption. */
export const httpUrl: Rule = {
  code: "http-url",
  category: "security",
  severity: "warning",
  docs: {
    what: "An address begins with http://.",
    why: "Numbers, names and credentials can be read and changed on the way.",
    wrong: 'URLFormat="http://acme.example/api/people"',
    right: 'URLFormat="https://acme.example/api/people"',
  },
  *check({ goTexts, document }) {
    for (const { text, place, label } of goTexts) {
      if (place !== "url" && place !== "auth" && !(place === "parameter" && label.endsWith("URLFormat"))) continue;
      for (const match of text.value.matchAll(/\bhttp:\/\/(?!localhost\b|127\.|\[::1\])/gi)) {
        const span = text.spanAt(match.index, 7);
        const isPlain = document.text.slice(span.offset, span.offset + 7) === match[0];
        yield {
          message: `${label}: the address is not encrypted`,
          span,
          help: "use https://",
          ...(isPlain && { fix: { title: "use https://", span, text: "https://" } }),
        };
      }
    }
  },
};
