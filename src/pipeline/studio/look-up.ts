import { CONTACT_TYPES, type Contact, type ContactType, DEFAULT_SETTINGS } from "../../domain/index.ts";
import type { ScenarioInput, ScenarioRun } from "../../scenario/index.ts";
import { emptyVariables } from "../../template/index.ts";
import { lookUpNumber } from "../look-up.ts";
import { templateSpellings } from "../template-defaults.ts";

/** The names under which templates ask for the number that is looked up: the engine sets them all alike. */
export const LOOK_UP_NAMES = ["CallerNumber", "Phone", "Number", "ContactNumber"] as const;

/** The variables as the engine would set them: every known name, and the number under each of its names. */
export function fillVariables(
  given: Readonly<Record<string, string>>,
  number: string | undefined,
): Record<string, string> {
  const aliases = number ? Object.fromEntries(LOOK_UP_NAMES.map((name) => [name, number])) : {};
  return { ...emptyVariables(), ...aliases, ...given };
}

/** A run that looked a number up. */
export interface LookUpRun extends ScenarioRun {
  /** Those of the rows that really have the number, as the engine would take them. */
  readonly contacts: readonly Contact[];
}

/** Looks a number up as the engine does: spelling after spelling, and only who really has the number counts. */
export async function lookUp(
  number: string,
  given: Readonly<Record<string, string>>,
  options: { readonly request?: readonly string[]; readonly region: string },
  input: Omit<ScenarioInput, "variables" | "scenarioId" | "mode" | "requests">,
): Promise<LookUpRun> {
  const spellings = templateSpellings(input.compiled.template);
  const numbers = {
    ...DEFAULT_SETTINGS.numbers,
    region: options.region,
    ...(spellings && { spellings }),
  };
  const types = options.request?.filter((name): name is ContactType =>
    (CONTACT_TYPES as readonly string[]).includes(name),
  );
  const variablesFor = (spelling: string) => ({
    ...fillVariables(given, spelling),
    ...Object.fromEntries(LOOK_UP_NAMES.map((name) => [name, spelling])),
  });
  const { outcome, exchanges, contacts, match, run } = await lookUpNumber(number, variablesFor, {
    ...input,
    types,
    numbers,
    policy: DEFAULT_SETTINGS.matching.severalContacts,
  });
  const [first] = contacts;
  const ok = match !== undefined;
  return {
    ok,
    outcome: ok && contacts.length === 0 ? { kind: "nothing-found", status: 200 } : outcome,
    // What the helpdesk gave, believed or not: an integrator wants to see it. `contacts` are those that the engine would take.
    rows: run?.rows ?? [],
    hits: [],
    variables: first ? { ...run?.variables, ...first.outputs, ContactId: first.id } : (run?.variables ?? given),
    exchanges,
    diagnostics: run?.diagnostics ?? [],
    contacts,
  };
}
