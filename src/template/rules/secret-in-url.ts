import { foldName } from "../auth-method.ts";
import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";

/** Secrets in addresses. */
export const secretInUrl: Rule = {
  code: "secret-in-url",
  category: "security",
  severity: "warning",
  docs: {
    what: "A password field of the connection form is used in an address.",
    why: "Addresses end up in the logs of servers and proxies, and in the history of browsers.",
    wrong: 'URLFormat="https://acme.example/api/people?key={{.api_key}}"',
    right: '<Parameter Father="PopulateTemplateString" Type="Header" Name="X-Api-Key" Value="{{.api_key}}"/>',
  },
  *check({ template, goTexts }) {
    const secrets = new Set(
      template.fields.filter(({ secret, key }) => secret && foldName(key) !== "clientid").map(({ key }) => key),
    );
    for (const goText of goTexts) {
      const isAddress =
        goText.place === "url" ||
        goText.place === "query" ||
        /(EndPoint|URL|QueryString|URLFormat)$/i.test(goText.label);
      if (!isAddress) continue;
      for (const reference of goText.parsed?.references ?? []) {
        if (!secrets.has(reference.name)) continue;
        yield {
          message: `${goText.label}: the secret ${reference.name} stands in an address`,
          span: referenceSpan(goText, reference),
          help: "send it in a header, or in the body of the token request",
        };
      }
    }
  },
};
