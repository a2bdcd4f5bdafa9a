import {
  type Contact,
  type ContactType,
  type Exchange,
  type FeatureSettings,
  type Match,
  type MatchPolicy,
  numberSpellings,
  type Outcome,
} from "../domain/index.ts";
import { toVariables } from "../features/index.ts";
import { filterHits, type PickedContact, toMatch } from "../matching/index.ts";
import { runScenario, type ScenarioInput, type ScenarioRun, toContacts } from "../scenario/index.ts";
import type { CallLink, StoredCall } from "../store/index.ts";
import type { PerformTools } from "./perform.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** What asking the helpdesk about a number brought. `match` is absent when the helpdesk did not answer the question. */
export interface LookUp {
  readonly outcome: Outcome;
  readonly exchanges: readonly Exchange[];
  readonly match?: Match;
  readonly contacts: readonly Contact[];
  /** The run that decided: whose hits were believed, else the first that had any; absent when there was no spelling to try. */
  readonly run?: ScenarioRun;
}

/** Where and how to look. */
export type Search = Pick<
  ScenarioInput,
  "compiled" | "fields" | "parameters" | "connection" | "timeoutMs" | "signal" | "urgent" | "isWanted" | "env"
> & {
  readonly types: readonly ContactType[] | undefined;
  readonly numbers: FeatureSettings["numbers"];
  readonly policy: MatchPolicy;
  readonly picked?: PickedContact | undefined;
};

/** Tries the spellings of a number in order and stops at the first that finds somebody whose numbers really match. */
export async function lookUpNumber(
  number: string,
  variablesFor: (spelling: string) => Readonly<Record<string, string>>,
  { types, numbers, policy, picked, ...search }: Search,
): Promise<LookUp> {
  const exchanges: Exchange[] = [];
  let outcome: Outcome = { kind: "nothing-found", status: 200 };
  let deciding: ScenarioRun | undefined;
  for (const spelling of numberSpellings(number, numbers)) {
    const run = await runScenario({
      ...search,
      scenarioId: "SyncContactAuto",
      ...(types && { requests: types }),
      variables: variablesFor(spelling),
      mode: "send",
      isEnough: (hits) => isEnough(filterHits(toContacts({ hits }, search.compiled), number, numbers).kept, policy),
    });
    outcome = run.outcome;
    if (!run.ok) return { outcome, exchanges: [...exchanges, ...run.exchanges], contacts: [], run };
    if (!deciding || deciding.rows.length === 0) deciding = run;
    const { kept, dropped, unchecked } = filterHits(toContacts(run, search.compiled), number, numbers);
    exchanges.push(...withWarnings(run.exchanges, [...dropped, ...unchecked]));
    if (kept.length > 0)
      return { outcome, exchanges, contacts: kept, match: toMatch(kept, "helpdesk", policy, picked), run };
  }
  return { outcome, exchanges, contacts: [], match: { state: "unknown" }, ...(deciding && { run: deciding }) };
}

// Who has other numbers is not who was looked for, so the next type is asked; and the company's record may stand behind its people's.
function isEnough(kept: readonly Contact[], policy: MatchPolicy): boolean {
  if (kept.length < 2 || policy !== "company") return kept.length > 0;
  return kept.some(({ type }) => type === "accounts");
}

/** Looks up the other party of a call in its integration. */
export function lookUpContact(
  { call }: StoredCall,
  link: CallLink,
  types: readonly ContactType[],
  runtime: IntegrationRuntime,
  { env, isWanted }: Pick<PerformTools, "env" | "isWanted">,
  urgent: boolean,
  picked: PickedContact | undefined,
): Promise<LookUp> {
  const { compiled, fields, connection, zone, integration } = runtime;
  const { settings } = integration;
  const source = { call, match: link.match, link, settings, zone, stage: "lookup" as const };
  return lookUpNumber(call.externalNumber, (spelling) => toVariables({ ...source, spelling }), {
    compiled,
    fields,
    connection,
    parameters: settings.parameters.SyncContactAuto ?? {},
    types,
    numbers: settings.numbers,
    policy: settings.matching.severalContacts,
    picked,
    urgent,
    isWanted,
    env,
  });
}

// Why a hit was not believed belongs to the answer that brought it.
function withWarnings(exchanges: readonly Exchange[], judged: readonly { readonly reason: string }[]): Exchange[] {
  const last = exchanges.at(-1);
  if (!last || judged.length === 0) return [...exchanges];
  return [...exchanges.slice(0, -1), { ...last, warnings: [...last.warnings, ...judged.map((one) => one.reason)] }];
}
