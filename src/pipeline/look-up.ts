import type { Env } from "../base/index.ts";
import type { Contact, ContactType, Exchange, Match, Outcome } from "../domain/index.ts";
import { numberSpellings } from "../domain/index.ts";
import { toVariables } from "../features/index.ts";
import { filterHits, toMatch } from "../matching/index.ts";
import { runScenario, toContacts } from "../scenario/index.ts";
import type { CallLink, StoredCall } from "../store/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** What asking the helpdesk about a number brought. `match` is absent when the helpdesk did not answer the question. */
export interface LookUp {
  readonly outcome: Outcome;
  readonly exchanges: readonly Exchange[];
  readonly match?: Match;
  readonly contacts: readonly Contact[];
}

/** Tries the spellings of the caller's number in order and stops at the first that finds somebody whose numbers really match. */
export async function lookUpContact(
  { call }: StoredCall,
  link: CallLink,
  types: readonly ContactType[],
  runtime: IntegrationRuntime,
  env: Env,
): Promise<LookUp> {
  const { settings } = runtime.integration;
  const exchanges: Exchange[] = [];
  let outcome: Outcome = { kind: "nothing-found", status: 200 };
  for (const spelling of numberSpellings(call.externalNumber, settings.numbers)) {
    const variables = toVariables({
      call,
      match: link.match,
      link,
      settings,
      zone: runtime.zone,
      stage: "lookup",
      spelling,
    });
    const run = await runScenario({
      compiled: runtime.compiled,
      scenarioId: "SyncContactAuto",
      requests: types,
      variables,
      fields: runtime.fields,
      parameters: settings.parameters.SyncContactAuto ?? {},
      connection: runtime.connection,
      mode: "send",
      stopAtFirstMatch: true,
      env,
    });
    outcome = run.outcome;
    if (!run.ok) return { outcome, exchanges: [...exchanges, ...run.exchanges], contacts: [] };
    const found = toContacts(run, runtime.compiled);
    const { kept, dropped, unchecked } = filterHits(found, call.externalNumber, settings.numbers);
    exchanges.push(...withWarnings(run.exchanges, [...dropped, ...unchecked]));
    if (kept.length > 0) return { outcome, exchanges, contacts: kept, match: toMatch(kept, "helpdesk") };
  }
  return { outcome, exchanges, contacts: [], match: { state: "unknown" } };
}

// Why a hit was not believed belongs to the answer that brought it.
function withWarnings(exchanges: readonly Exchange[], judged: readonly { readonly reason: string }[]): Exchange[] {
  const last = exchanges.at(-1);
  if (!last || judged.length === 0) return [...exchanges];
  return [...exchanges.slice(0, -1), { ...last, warnings: [...last.warnings, ...judged.map((one) => one.reason)] }];
}
