import { requestParts } from "../find.ts";
import { requestExtensions } from "../request-extensions.ts";
import type { Rule } from "../rule.ts";

/** Requests that change something and carry nothing. */
export const bodyMissing: Rule = {
  code: "body-missing",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "A POST, PUT or PATCH request has neither a body nor form parameters nor a query.",
    why: 'Often the parameter lacks Type="Body".',
    wrong: '<Request Name="CreateNewTicket" Method="POST" …><Parameters><Parameter Name="Data" Value="…"/>',
    right: '<Request Name="CreateNewTicket" Method="POST" …><Parameters><Parameter Name="Data" Type="Body" Value="…"/>',
  },
  *check({ template }) {
    for (const scenario of template.scenarios) {
      for (const request of scenario.requests) {
        const { body, form, query } = requestParts(request);
        const isChange = ["POST", "PUT", "PATCH"].includes(request.method);
        if (!isChange || body || form.length > 0 || query.length > 0 || request.url.value.includes("?")) continue;
        if (requestExtensions(request).recordingUpload !== undefined) continue;
        const message = `${scenario.id}/${request.name}: the ${request.method} request carries nothing`;
        yield { message, span: request.span, help: 'add <Parameter Name="Data" Type="Body" Value="…"/>' };
      }
    }
  },
};
