import type { Rule } from "../rule.ts";

/** Addresses that are none. */
export const urlWithoutScheme: Rule = {
  code: "url-without-scheme",
  category: "correctness",
  severity: "error",
  docs: {
    what: "The address of a request is empty, or begins neither with http:// nor with https:// nor with a variable.",
    why: "A request without an address is skipped, and one without a scheme has no server.",
    wrong: 'URLFormat="acme.example/api/people"',
    right: 'URLFormat="https://acme.example/api/people"',
  },
  *check({ goTexts }) {
    for (const { text, place, label } of goTexts) {
      if (place !== "url") continue;
      if (text.value.trim() === "") {
        yield {
          message: `${label}: the address is empty; the request is never sent`,
          span: text.span,
          help: "write the address of the helpdesk",
        };
        continue;
      }
      const first =
        /^(?:\s|\{\{-?\s*(?:if|else|end|with|\$\w+\s*:?=|\/\*)[^}]*\}\})*/.exec(text.value)?.[0].length ?? 0;
      const start = text.value.slice(first);
      if (/^(?:https?:\/\/|\{\{)/i.test(start) || start === "") continue;
      yield {
        message: `${label}: the address begins with "${start.slice(0, 20)}"`,
        span: text.spanAt(first, 1),
        help: "begin it with https://, or with a field of the connection form that holds the address",
      };
    }
  },
};
