import { type Contact, NUMBER_KINDS } from "../domain/index.ts";
import { findScenario } from "../template/index.ts";
import type { CompiledTemplate } from "./compile.ts";
import { contactTypeOf, idOf } from "./contact-types.ts";
import type { ScenarioRun } from "./run.ts";

/** The contacts that a run of a contact scenario found or created, in the order of its rows; rows without an id are none. */
export function toContacts(run: Pick<ScenarioRun, "hits">, compiled: CompiledTemplate): Contact[] {
  const switchedOff = outputsSwitchedOff(compiled);
  return run.hits.flatMap(({ request, row, url }): Contact[] => {
    const type = contactTypeOf(request);
    const id = idOf(row, type);
    if (id === "") return [];
    const value = (name: string) => (switchedOff.has(name) ? "" : (row[name] ?? ""));
    const name = [value("FirstName"), value("LastName")].filter(Boolean).join(" ");
    return [
      {
        id,
        type,
        name: name || value("DisplayName") || value("Company"),
        email: value("Email"),
        numbers: NUMBER_KINDS.flatMap((kind) => (value(kind) === "" ? [] : [{ kind, number: value(kind) }])),
        customValue: value("CustomValue"),
        url,
        outputs: row,
      },
    ];
  });
}

/** Outputs whose switch (`EmailEnable` and the like) says "0". */
function outputsSwitchedOff({ template }: CompiledTemplate): ReadonlySet<string> {
  const parameters = findScenario(template, "SyncContactAuto")?.parameters ?? [];
  const state = new Map(parameters.map(({ name, value }) => [name, value?.value.trim()]));
  return new Set(
    [...state].flatMap(([name, value]) =>
      name.endsWith("Enable") && value === "0" ? [name.slice(0, -"Enable".length)] : [],
    ),
  );
}
