import { isJsonBody } from "../content-type.ts";
import { findScenario, isOn } from "../find.ts";
import { type GoText, referenceSpan } from "../go-text.ts";
import type { Template } from "../model.ts";
import type { LintContext, Rule } from "../rule.ts";
import { findSampleError, sampleValues } from "../sample-json.ts";

const NEVER_EMPTY: ReadonlySet<string> = new Set([
  "Talk_Duration_Sec",
  "StartTimeUnix",
  "Communication_Type",
  "ContactSyncType",
]);

/** Variables of one body that are tried; each costs a rendering. */
const MOST_TRIED = 50;

/** JSON bodies that break when one variable is empty. */
export const jsonValueEmpty: Rule = {
  code: "json-value-empty",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "A body stops being JSON when one of its variables is empty.",
    why: "A call without a recording, a ticket or an associated user leaves the variable empty, and nothing is sent.",
    wrong: '<Parameter Name="Data" Type="Body" Value="{&quot;owner&quot;: {{.UserUniqueId}}}"/>',
    right:
      '<Parameter Name="Data" Type="Body" Value="{{&quot;{&quot;}}{{if .UserUniqueId}}&quot;owner&quot;: {{.UserUniqueId}}{{end}}}"/>',
  },
  *check({ template, goTexts }: LintContext) {
    const values = sampleValues(template);
    for (const body of goTexts) {
      if (!body.parsed || !isJsonBody(template, body) || findSampleError(body, values)) continue;
      const seen = new Set<string>();
      for (const reference of body.parsed.references) {
        if (seen.has(reference.name) || !canBeEmpty(template, body, reference.name)) continue;
        if (seen.size === MOST_TRIED) break;
        seen.add(reference.name);
        if (!findSampleError(body, { ...values, [reference.name]: "" })) continue;
        yield {
          message: `${body.label}: when ${reference.name} is empty the body is no JSON and is not sent`,
          span: referenceSpan(body, reference),
          help: `put it between double quotes, or between {{if .${reference.name}}} and {{end}}`,
        };
      }
    }
  },
};

function canBeEmpty(template: Template, { scenario }: GoText, name: string): boolean {
  if (NEVER_EMPTY.has(name) || template.fields.some(({ key }) => key === name)) return false;
  // A record that needs a contact has its id; a request of Common is reached from a row, which has one.
  if (/^(Contact|Contacts|Leads|Accounts)Id$/.test(name)) {
    return (
      scenario.id !== "Common" &&
      !isOn(findScenario(template, scenario.id as "CallJournal") ?? scenario, "NeedSyncContact")
    );
  }
  // Another request of the same scenario runs only where it applies: its author guards it by its address.
  return !(name === "TicketId" && scenario.requests.some((request) => request.url.value.includes(".TicketId")));
}
