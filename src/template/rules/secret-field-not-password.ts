import { findAttribute } from "../../xml/index.ts";
import { elementAt } from "../elements.ts";
import type { Rule } from "../rule.ts";

/** Fields that hold a secret and show it. */
export const secretFieldNotPassword: Rule = {
  code: "secret-field-not-password",
  category: "security",
  severity: "warning",
  docs: {
    what: 'A field of the connection form whose name speaks of a secret has not Editor="password".',
    why: "Its value is shown, exported and logged as any other text.",
    wrong: '<Parameter Father="CustomFieldList" Name="api_token" Editor="string" Title="API token"/>',
    right: '<Parameter Father="CustomFieldList" Name="api_token" Editor="password" Title="API token"/>',
  },
  *check({ template, document }) {
    for (const field of template.fields) {
      if (
        field.secret ||
        !/token|secret|passw|api_?key|apikey/i.test(field.key) ||
        /url|address|end_?point|type/i.test(field.key)
      )
        continue;
      const editor = findAttribute(elementAt(document, field.span), "Editor");
      yield {
        message: `the field ${field.key} looks like a secret and is shown as it is typed`,
        span: editor?.valueSpan ?? field.span,
        help: 'write Editor="password"',
        ...(editor && { fix: { title: 'Editor="password"', span: editor.valueSpan, text: "password" } }),
      };
    }
  },
};
