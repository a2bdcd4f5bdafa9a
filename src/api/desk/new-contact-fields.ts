import { NUMBER_KINDS } from "../../domain/index.ts";
import type { GoTemplate } from "../../gotemplate/index.ts";
import type { CompiledTemplate } from "../../scenario/index.ts";
import { findScenario, findVariable } from "../../template/index.ts";

/** One thing that a new contact can be given by hand. */
export interface NewContactField {
  /** The variable, as the template names it. */
  readonly name: string;
  /** All variables that take what is typed in: a template may call the number by several names. */
  readonly variables: readonly string[];
}

/** In the order in which a form asks for them. */
const NAMES = ["DisplayName", "FirstName", "LastName"];
const NUMBERS = ["BusinessNumber", "Phone", "Number", "ContactNumber", "CallerNumber"];
const REST = ["Email", "Company", ...NUMBER_KINDS.filter((kind) => kind !== "BusinessNumber"), "Remark", "CustomValue"];

/**
 * What a template's CreateNewContact says of the new contact, in the order in which a form asks for it: only what the helpdesk will be
 * told. Throws `TEMPLATE_INVALID` for a Go template that does not parse.
 */
export function listNewContactFields(compiled: CompiledTemplate): NewContactField[] {
  const { template } = compiled;
  const scenario = findScenario(template, "CreateNewContact");
  if (!scenario) return [];
  const parameters = compiled.parameters(scenario);
  const texts = [
    ...parameters.map((one) => one.template),
    ...scenario.requests.flatMap((request) => {
      const { url, headers, query, form, body } = compiled.request(request).spec;
      return [url, body, ...[...headers, ...query, ...form].map(({ value }) => value)];
    }),
  ];
  const named = new Set(texts.flatMap((text) => namesOf(text)));
  const number = NUMBERS.filter((name) => named.has(name));
  // What is nobody else's to fill is the agent's: neither the connection form, nor the scenario, nor an answer does it.
  const filled = new Set([
    ...template.fields.map(({ key }) => key),
    ...parameters.map(({ name }) => name),
    ...template.scenarios.flatMap(({ requests }) => requests.flatMap(({ outputs }) => outputs.map(({ name }) => name))),
  ]);
  const own = [...named].filter((name) => findVariable(name) === undefined && !filled.has(name));
  const single = (name: string) => ({ name, variables: [name] });
  return [
    ...NAMES.filter((name) => named.has(name)).map(single),
    ...(number[0] === undefined ? [] : [{ name: number[0], variables: number }]),
    ...REST.filter((name) => named.has(name)).map(single),
    ...own.map(single),
  ];
}

function namesOf(text: GoTemplate | undefined): string[] {
  return text?.references.map(({ name }) => name) ?? [];
}
