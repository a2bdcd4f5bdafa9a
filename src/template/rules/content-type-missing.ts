import { contentTypeOf } from "../content-type.ts";
import type { Rule } from "../rule.ts";

/** Bodies that do not say what they are. */
export const contentTypeMissing: Rule = {
  code: "content-type-missing",
  category: "portability",
  severity: "info",
  docs: {
    what: "A body is sent, and no Content-Type header is given.",
    why: "Deskbell tells JSON by its first character; what the PBX sends is not documented.",
    wrong: '<Parameter Name="Data" Type="Body" Value="{…}"/>',
    right: '<Parameter Father="PopulateTemplateString" Type="Header" Name="Content-Type" Value="application/json"/>',
  },
  *check({ template, goTexts }) {
    for (const body of goTexts) {
      if (body.place !== "body" || contentTypeOf(template, body) !== undefined) continue;
      yield {
        message: `${body.label}: the body has no Content-Type`,
        span: body.parameter?.span ?? body.text.span,
        help: "add the header to the request, or for all requests to AuthMethod in the group PopulateTemplateString",
      };
    }
  },
};
