import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";

/** Addresses whose server comes from a call or an answer. */
export const hostFromVariable: Rule = {
  code: "host-from-variable",
  category: "security",
  severity: "error",
  docs: {
    what: "The server part of an address holds a variable that is no field of the connection form.",
    why: "A caller or an answer could send the request, with its credentials, to another server. Deskbell refuses it.",
    wrong: 'URLFormat="https://{{.CustomValue}}/api/people"',
    right: 'URLFormat="https://{{.subdomain}}.acme.example/api/people" with a field subdomain',
  },
  *check({ template, goTexts }) {
    const fields = new Set(template.fields.map(({ key }) => key));
    for (const goText of goTexts) {
      if (goText.place !== "url") continue;
      const { value } = goText.text;
      const scheme = /:\/\//.exec(value);
      if (!scheme) continue;
      const from = scheme.index + 3;
      const end = hostEnd(value, from);
      for (const reference of goText.parsed?.references ?? []) {
        if (reference.offset < from || reference.offset >= end || fields.has(reference.name)) continue;
        yield {
          message: `${goText.label}: the server of the address depends on ${reference.name}`,
          span: referenceSpan(goText, reference),
          help: "take the server from a field of the connection form, or write it out",
        };
      }
    }
  },
};

/** The end of the server part: the first slash, question mark or number sign outside actions. */
function hostEnd(value: string, from: number): number {
  let at = from;
  while (at < value.length) {
    if (value.startsWith("{{", at)) {
      const close = value.indexOf("}}", at);
      if (close < 0) return value.length;
      at = close + 2;
    } else if ("/?#".includes(value[at] as string)) return at;
    else at++;
  }
  return at;
}
