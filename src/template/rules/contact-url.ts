import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Contact addresses that lead nowhere. */
export const contactUrl: Rule = {
  code: "contact-url",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "The contact address is to be made from URLFormat, which is empty, or from an output that no search gives.",
    why: "The pop-up has nothing to open.",
    wrong: '<Parameter Name="ContactUrlType" Value="specify_url_format"/> without URLFormat',
    right: '<Parameter Name="URLFormat" Value="https://acme.example/people/{{.ContactId}}"/>',
  },
  *check({ template }) {
    const scenario = findScenario(template, "SyncContactAuto");
    if (!scenario) return;
    const find = (name: string) => scenario.parameters.find((parameter) => parameter.name === name);
    const type = find("ContactUrlType");
    const field = find("ContactFieldForUri");
    const output = field?.value?.value.trim() ?? "";
    if (type?.value?.value.trim().toLowerCase() === "specify_url_format") {
      if ((find("URLFormat")?.value?.value.trim() ?? "") !== "") return;
      const help = 'add <Parameter Name="URLFormat" Value="…/{{.ContactId}}"/>';
      yield {
        message: "SyncContactAuto: the contact address is to be made from URLFormat, which is empty",
        span: type.span,
        help,
      };
    } else if (
      output !== "" &&
      !template.scenarios.some(({ requests }) =>
        requests.some(({ outputs }) => outputs.some(({ name }) => name === output)),
      )
    ) {
      const help = "name an output of the search that holds the address";
      yield {
        message: `SyncContactAuto: no request has the output ${output}`,
        span: field?.value?.span ?? scenario.span,
        help,
      };
    }
  },
};
