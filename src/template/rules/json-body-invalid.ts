import { isJsonBody } from "../content-type.ts";
import type { Rule } from "../rule.ts";
import { findSampleError, sampleValues } from "../sample-json.ts";

/** JSON bodies that are no JSON whatever the call. */
export const jsonBodyInvalid: Rule = {
  code: "json-body-invalid",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A body that is sent as JSON does not become JSON, tried with a value for each variable.",
    why: "Deskbell sends no body that says it is JSON and is not; a helpdesk would refuse it.",
    wrong: '<Parameter Name="Data" Type="Body" Value="{&quot;name&quot;: {{.DisplayName}}}"/>',
    right: '<Parameter Name="Data" Type="Body" Value="{&quot;name&quot;: &quot;{{.DisplayName}}&quot;}"/>',
  },
  *check({ template, goTexts }) {
    const values = sampleValues(template);
    for (const body of goTexts) {
      if (!body.parsed || !isJsonBody(template, body)) continue;
      const error = findSampleError(body, values);
      if (!error) continue;
      yield {
        message: `${body.label}: the body does not become JSON: ${error.reason}`,
        span: body.text.spanAt(Math.min(error.offset, body.text.value.length - 1), error.length),
        help: error.isValue
          ? "put the value between double quotes, unless it is always a number, true, false or null"
          : "compare with what the helpdesk's documentation shows; check commas, brackets and quotes",
      };
    }
  },
};
