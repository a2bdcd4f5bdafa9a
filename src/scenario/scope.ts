import type { Secret } from "../base/index.ts";
import type { GoTemplate } from "../gotemplate/index.ts";
import { type RenderScope, renderText } from "../request/index.ts";
import type { Scenario } from "../template/index.ts";
import type { CompiledTemplate } from "./compile.ts";

/** Values of the connection form by name. */
export type Fields = Readonly<Record<string, string | Secret>>;

/** What a run's requests are rendered with. */
export interface RunScope {
  readonly variables: Readonly<Record<string, string>>;
  readonly trusted: ReadonlySet<string>;
  readonly fragments: ReadonlyMap<string, GoTemplate>;
}

export function revealFields(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : value.reveal()]),
  );
}

// These address the contact's page and are rendered per contact, when there is one.
const NOT_VARIABLES: ReadonlySet<string> = new Set(["URLFormat", "ContactUrlType", "ContactFieldForUri"]);

/**
 * Joins the variables of the call, the fields of the form and the scenario's parameters. A parameter is a Go template over the
 * others; `typed` are an administrator's texts in place of the template's own. A parameter that comes out empty leaves a variable
 * of its name as it is (`TicketId` is a slot that way).
 */
export function createScope(
  compiled: CompiledTemplate,
  scenario: Scenario,
  given: Readonly<Record<string, string>>,
  fields: Fields,
  typed: Readonly<Record<string, string>>,
  warn: RenderScope["warn"],
): RunScope {
  const variables: Record<string, string> = { ...given, ...revealFields(fields) };
  const trusted = new Set(Object.keys(fields));
  const fragments = new Map<string, GoTemplate>();
  const own = new Map(compiled.parameters(scenario).map(({ name, template }) => [name, template]));
  for (const [name, text] of Object.entries(typed)) {
    if (text !== "") own.set(name, compiled.typed(text, `${scenario.id} ${name}`));
  }
  for (const [name, template] of own) {
    if (NOT_VARIABLES.has(name)) continue;
    const value = template ? renderText(template, { variables, trusted, fragments, warn }) : "";
    if (value !== "" || variables[name] === undefined) {
      variables[name] = value;
      trusted.delete(name);
    }
    if (template) fragments.set(name, template);
  }
  return { variables, trusted, fragments };
}

/** The scope with a row's outputs as variables. An output takes the place of a field of its name, and is not trusted as one. */
export function withRow(scope: RunScope, row: Readonly<Record<string, string>>): RunScope {
  const trusted = new Set([...scope.trusted].filter((name) => row[name] === undefined));
  return { ...scope, trusted, variables: { ...scope.variables, ...row } };
}
