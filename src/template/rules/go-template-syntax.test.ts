import { journal, journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { goTemplateSyntax } from "./go-template-syntax.ts";

testRule(goTemplateSyntax, {
  wrong: {
    "an action without end": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{.Subject⟦⟧"></Request>`,
    ),
    "an if without end": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/{{if .Subject}}x⟦⟧"></Request>`,
    ),
    "a mistake behind a reference, at its place in the file": journalBody(
      `{&#xA;&quot;a&quot;:&quot;{{.Subject ⟦)⟧}}&quot;}`,
    ),
    "a mistake in a parameter of a scenario": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"></Request>`,
      `<Parameter Name="Subject" Value="a {{⟦}⟧}"/>`,
    ),
  },
  right: {
    "conditions and pipelines": journalBody(
      `{&quot;a&quot;:&quot;{{if .Subject}}{{.Subject | printf &quot;%s&quot;}}{{else}}-{{end}}&quot;}`,
    ),
    "braces in the initial value of a field": {
      auth: `<Parameter Father="CustomFieldList" Name="x" Editor="string" Title="T" Value="{{"/>`,
    },
  },
});
