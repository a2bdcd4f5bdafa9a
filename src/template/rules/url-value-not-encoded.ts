import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";

/** Values in the query of an address without UrlEncode. */
export const urlValueNotEncoded: Rule = {
  code: "url-value-not-encoded",
  category: "portability",
  severity: "warning",
  docs: {
    what: "A value stands in the query of an address without UrlEncode.",
    why: "Deskbell encodes it, the PBX does not: there the + of a number becomes a blank and nobody is found.",
    wrong: 'URLFormat="https://acme.example/people?phone={{.Phone}}"',
    right: 'URLFormat="https://acme.example/people?phone={{UrlEncode .Phone}}"',
  },
  *check({ template, goTexts }) {
    const fields = new Set(template.fields.map(({ key }) => key));
    for (const goText of goTexts) {
      if (goText.place !== "url" && !goText.label.endsWith(" URLFormat")) continue;
      const { value } = goText.text;
      const query = queryStart(value);
      for (const reference of goText.parsed?.references ?? []) {
        if (fields.has(reference.name) || SAFE.has(reference.name) || reference.name.endsWith("Id")) continue;
        const open = value.lastIndexOf("{{", reference.offset);
        const action = value.slice(open, value.indexOf("}}", open));
        if (reference.offset < query || /^\{\{-?\s*(?:if|else|with|range)\b/.test(action)) continue;
        if (/\b(?:UrlEncode|urlquery|ToMillis|TimeFormat|len)\b/.test(action) || /:?=/.test(action)) continue;
        const plain = action.replace(/[{}\s-]/g, "") === `.${reference.name}`;
        const span = referenceSpan(goText, reference);
        yield {
          message: `${goText.label}: the PBX puts ${reference.name} into the query as it is`,
          span,
          help: `write {{UrlEncode .${reference.name}}}`,
          ...(plain && { fix: { title: "encode it", span, text: `UrlEncode .${reference.name}` } }),
        };
      }
    }
  },
};

/** They hold letters and digits only, as ids of helpdesks do. */
const SAFE: ReadonlySet<string> = new Set([
  "ContactSyncType",
  "StartTimeUnix",
  "Talk_Duration_Sec",
  "Communication_Type",
]);

/** Where the query begins: behind the first question mark outside actions; the end when there is none. */
function queryStart(value: string): number {
  let at = 0;
  while (at < value.length) {
    const close = value.startsWith("{{", at) ? value.indexOf("}}", at) : -1;
    if (close >= 0) at = close + 2;
    else if (value[at] === "?") return at + 1;
    else at++;
  }
  return at;
}
