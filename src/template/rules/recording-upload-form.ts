import { requestParts } from "../find.ts";
import { requestExtensions } from "../request-extensions.ts";
import type { Rule } from "../rule.ts";

/** Requests that hand over a recording, and cannot be a form. */
export const recordingUploadForm: Rule = {
  code: "recording-upload-form",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A request with RecordingUpload has a Body parameter, or its method is GET or HEAD.",
    why: "The recording goes as multipart/form-data: there is no other body beside it, and a GET carries none.",
    wrong:
      '<Request Name="Upload" Method="POST" …><Parameters><Parameter Father="Deskbell" Name="RecordingUpload" Value="file"/><Parameter Name="Data" Type="Body" Value="…"/>',
    right:
      '<Request Name="Upload" Method="POST" …><Parameters><Parameter Father="Deskbell" Name="RecordingUpload" Value="file"/><Parameter Name="call" Type="Form" Value="…"/>',
  },
  *check({ template }) {
    for (const scenario of template.scenarios) {
      for (const request of scenario.requests) {
        if (requestExtensions(request).recordingUpload === undefined) continue;
        const label = `${scenario.id}/${request.name}`;
        if (["", "GET", "HEAD"].includes(request.method.trim().toUpperCase())) {
          const message = `${label}: the ${request.method || "GET"} request cannot carry the recording`;
          yield { message, span: request.span, help: 'write Method="POST"' };
        }
        const body = requestParts(request).body;
        if (!body || body.value.trim() === "") continue;
        yield {
          message: `${label}: the body is left out, since the recording goes as a form`,
          span: request.parameters.findLast(({ value }) => value === body)?.span ?? request.span,
          help: 'give what the helpdesk wants beside the file as parameters with Type="Form"',
        };
      }
    }
  },
};
