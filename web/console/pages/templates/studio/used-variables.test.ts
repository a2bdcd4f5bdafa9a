import { expect, it } from "vitest";
import type { TemplateModel } from "../use-templates.ts";
import type { Language } from "./language.ts";
import { findUsedVariables } from "./used-variables.ts";

it("finds what a scenario names, and neither fields nor its own parameters nor texts in quotes", () => {
  const parameter = (name: string, value: string) => ({ name, value, at: 0 });
  const model = {
    fields: [{ key: "address" }],
    scenarios: [
      {
        id: "CallJournal",
        parameters: [parameter("Subject", "{{.Call_From}}"), parameter("TicketId", "")],
        requests: [
          {
            url: '{{.address}}/{{if .TicketId}}x{{end}}?q={{printf ".Not %s" .Phone}}',
            parameters: [parameter("Body", '{"s": "{{ .Subject }}", "o": "{{.Own}}"}')],
          },
        ],
      },
    ],
  } as unknown as TemplateModel;
  const language = { variables: [{ name: "Phone", example: "+66", meaning: "m" }] } as unknown as Language;
  const found = findUsedVariables(model, "CallJournal", language);
  expect(found.map(({ name }) => name)).toEqual(["Call_From", "TicketId", "Phone", "Own"]);
  expect(found[2]).toEqual({ name: "Phone", example: "+66", meaning: "m" });
});
