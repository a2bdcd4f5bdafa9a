import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { recordingUploadForm } from "./recording-upload-form.ts";

const ours = '<Parameter Father="Deskbell" Name="RecordingUpload" Value="file"/>';

testRule(recordingUploadForm, {
  wrong: {
    "a body beside the file": journal(
      `<Request Name="Upload" Method="POST" URLFormat="https://acme.example/files"><Parameters>${ours}⟦<Parameter Name="Data" Type="Body" Value="{}"/>⟧</Parameters></Request>`,
    ),
    "a GET that carries a file": journal(
      `⟦<Request Name="Upload" Method="GET" URLFormat="https://acme.example/files">⟧<Parameters>${ours}</Parameters></Request>`,
    ),
  },
  right: {
    "a form": journal(
      `<Request Name="Upload" Method="POST" URLFormat="https://acme.example/files"><Parameters>${ours}<Parameter Type="Form" Name="a" Value="1"/></Parameters></Request>`,
    ),
    "a body without a file": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Name="Data" Type="Body" Value="{}"/></Parameters></Request>`,
    ),
  },
});
