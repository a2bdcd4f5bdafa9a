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
      const requests = findScenario(template, id)?.requests ?? [];
      for (const request of requests) {
        // It only adds to the contacts that another request has found.
        if (requests.some(({ next }) => next === request.name)) continue;
        const wanted = idName(request);
        const taken = TYPES.has(typeName(request).toLowerCase()) ? [wanted, "ContactId"] : ANY_ID;
        const found = request.outputs.find(({ name }) => taken.includes(name));
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

const TYPES: ReadonlySet<string> = new Set(["contacts", "leads", "accounts"]);
/** What a request is taken at that names no type. */
const ANY_ID: readonly string[] = ["ContactsId", "ContactId", "LeadsId", "AccountsId"];

function typeName({ name }: Request): string {
  return name.replace(/^SearchContact_?/, "") || "contacts";
}

function idName(request: Request): string {
  const type = typeName(request);
  if (!TYPES.has(type.toLowerCase())) return "ContactsId";
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}Id`;
}
