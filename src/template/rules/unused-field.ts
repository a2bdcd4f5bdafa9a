import { foldName } from "../auth-method.ts";
import type { Rule } from "../rule.ts";

/** Used by the engine itself, whether a text mentions them or not. */
const ENGINE_FIELDS: ReadonlySet<string> = new Set(
  "clientid clientsecret username password token accesstoken bearertoken apitoken apikey authtoken key callbackurl redirecturi".split(
    " ",
  ),
);

/** Fields of the connection form that nothing uses. */
export const unusedField: Rule = {
  code: "unused-field",
  category: "style",
  severity: "info",
  docs: {
    what: "A field of the connection form is used nowhere.",
    why: "People are asked for a value that has no effect; often its name is misspelt where it should be used.",
    wrong: '<Parameter Father="CustomFieldList" Name="sub_domain" …/> and {{.subdomain}}',
    right: '<Parameter Father="CustomFieldList" Name="subdomain" …/> and {{.subdomain}}',
  },
  *check({ template, goTexts }) {
    if (goTexts.some(({ error }) => error)) return;
    const used = new Set(goTexts.flatMap(({ parsed }) => parsed?.references.map(({ name }) => name) ?? []));
    for (const { key, span } of template.fields) {
      if (used.has(key) || ENGINE_FIELDS.has(foldName(key))) continue;
      yield { message: `the field ${key} is used nowhere`, span, help: `use {{.${key}}}, or remove the field` };
    }
  },
};
