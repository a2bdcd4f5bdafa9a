import { findScenario, isOn } from "../find.ts";
import { referenceSpan } from "../go-text.ts";
import type { Rule } from "../rule.ts";

/** Tickets and journals for a contact that may not be there. */
export const contactNotRequired: Rule = {
  code: "contact-not-required",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: 'The address of a ticket or journal request holds ContactId, but the scenario has not NeedSyncContact="1".',
    why: "For an unknown caller the id is empty and the address is wrong.",
    wrong: 'URLFormat="https://acme.example/people/{{.ContactId}}/calls" without NeedSyncContact',
    right: '<Parameter Name="NeedSyncContact" Value="1"/>',
  },
  *check({ template, goTexts }) {
    for (const id of ["CreateNewTicket", "CallJournal"] as const) {
      const scenario = findScenario(template, id);
      if (!scenario || isOn(scenario, "NeedSyncContact")) continue;
      for (const goText of goTexts) {
        if (goText.scenario !== scenario || goText.place !== "url" || goText.text.value.includes("{{if")) continue;
        const reference = goText.parsed?.references.find(({ name }) =>
          /^(Contact|Contacts|Leads|Accounts)Id$/.test(name),
        );
        if (!reference) continue;
        yield {
          message: `${goText.label}: ${reference.name} is empty when the caller is unknown`,
          span: referenceSpan(goText, reference),
          help: `add <Parameter Name="NeedSyncContact" Value="1"/> to the scenario, or put the address between {{if .${reference.name}}} and {{end}}`,
        };
      }
    }
  },
};
