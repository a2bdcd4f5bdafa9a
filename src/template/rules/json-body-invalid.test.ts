import { journal, journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { jsonBodyInvalid } from "./json-body-invalid.ts";

testRule(jsonBodyInvalid, {
  wrong: {
    "a text without quotes": journalBody(`{&quot;a&quot;:⟦{{.DisplayName}}⟧}`),
    "a missing comma": journalBody(`{&quot;a&quot;:1 ⟦&quot;⟧b&quot;:2}`),
    "a comma too many": journalBody(`{&quot;a&quot;:1,⟦}⟧`),
    "a number with a plus sign": journalBody(`{&quot;a&quot;:⟦{{.Phone}}⟧}`),
  },
  right: {
    "values in quotes and numbers without": journalBody(
      `{&quot;a&quot;:&quot;{{.DisplayName}}&quot;,&quot;s&quot;:{{.Talk_Duration_Sec}},&quot;t&quot;:{{ToMillis .StartTimeUnix}}}`,
    ),
    "parameters that hold a piece of JSON": journalBody(
      `{&quot;data&quot;:{ {{.Owner}} &quot;a&quot;:&quot;{{.Subject}}&quot; }}`,
      `<Parameter Name="Owner" Value="&quot;Owner&quot;:{&quot;id&quot;:&quot;{{.UserUniqueId}}&quot;},"/>`,
    ),
    conditions: journalBody(
      `{&quot;a&quot;:&quot;x&quot;{{if .RecordPath}},&quot;r&quot;:&quot;{{.RecordPath}}&quot;{{end}}}`,
    ),
    "a body that is no JSON": { ...journalBody(`a={{.Phone}}`) },
    "a form, by its header": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Type="Header" Name="Content-Type" Value="application/x-www-form-urlencoded"/><Parameter Name="Data" Type="Body" Value="[{{.Phone}}"/></Parameters></Request>`,
    ),
    "another content, for its own rule": journalBody(`{&quot;a&quot;:{{.Phone}`),
  },
});
