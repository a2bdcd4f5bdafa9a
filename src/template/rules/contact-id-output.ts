import { findScenario } from "../find.ts";
import type { Request } from "../model.ts";
import type { Rule } from "../rule.ts";

/** Contact searches that give no id. */
export const contactIdOutput: Rule = {
  code: "contact-id-output",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A request of SyncContactAuto or SearchContact has no output for the id of the contact: its contact type with a capital letter and Id.",
    why: "Without the id no ticket, journal or contact address can name the contact.",
    wrong: '<Request Name="contacts" …><Outputs><Output Name="Id" Path="people.#.id"/>',
    right: '<Request Name="contacts" …><Outputs><Output Name="ContactsId" Path="people.#.id"/>',
  },
  *check({ template }) {
    for (const id of ["SyncContactAuto", "SearchContact"] as const) {
      for (const request of findScenario(template, id)?.requests ?? []) {
        const wanted = idName(request);
        const found = request.outputs.find(({ name }) => name === wanted || name === "ContactId");
        if (found && found.path.value.trim() !== "") continue;
        const message = `${id}/${request.name} has no output ${wanted}`;
        yield {
          message: found ? `${id}/${request.name}: the path of ${found.name} is empty` : message,
          span: found?.span ?? request.span,
          help: `add <Output Name="${wanted}" Path="…"/> with the path of the ids`,
        };
      }
    }
  },
};

function idName({ name }: Request): string {
  const type = name.replace(/^SearchContact_?/, "") || "contacts";
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}Id`;
}
