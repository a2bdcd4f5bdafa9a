import type { Env } from "../base/index.ts";
import type { Exchange, HelpdeskUser, Outcome } from "../domain/index.ts";
import { associateByEmail } from "../matching/index.ts";
import { runScenario } from "../scenario/index.ts";
import {
  findIntegration,
  listAssociations,
  listExtensions,
  type Operation,
  recordChange,
  replaceAssociations,
  replaceHelpdeskUsers,
  type Store,
  setAttention,
} from "../store/index.ts";
import {
  describeVanished,
  readUserListStatus,
  readUsers,
  saveUserListStatus,
  type UserOverview,
} from "./associations.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** `users` are those that were just read: none when that failed, though the ones of before are kept. */
export interface UserRefresh extends UserOverview {
  readonly exchanges: readonly Exchange[];
  readonly outcome: Outcome;
}

/** Fetches the helpdesk's users and associates those whose e-mail an extension has. When it does not answer, or names nobody, nothing changes. */
export async function refreshUsers(runtime: IntegrationRuntime, store: Store, env: Env): Promise<UserRefresh> {
  const { integration } = runtime;
  const run = await runScenario({
    compiled: runtime.compiled,
    scenarioId: "UserAssociation",
    variables: {},
    fields: runtime.fields,
    parameters: integration.settings.parameters.UserAssociation ?? {},
    connection: runtime.connection,
    mode: "send",
    env,
  });
  const users = run.ok ? run.rows.map(toHelpdeskUser).filter((user) => user.userId !== "") : [];
  const { outcome, exchanges } = run;
  // A helpdesk without a single user is a page that is not there (404), or an answer that was read wrongly.
  const save = () =>
    users.length === 0 ? noteFailure(runtime, outcome, env.now()) : saveUsers(runtime, users, env.now());
  return { ...(await store.write(save)), users, exchanges, outcome };
}

function* noteFailure({ integration }: IntegrationRuntime, outcome: Outcome, now: number): Operation<UserOverview> {
  const { fetchedAt } = yield* readUserListStatus(integration.id);
  const failure = "reason" in outcome ? outcome.reason : "the helpdesk named nobody";
  yield* saveUserListStatus(integration.id, { ...(fetchedAt !== undefined && { fetchedAt }), triedAt: now, failure });
  if (outcome.kind === "unauthorised") {
    const attention = `Connect again: ${outcome.reason}`;
    if (yield* setAttention(integration.id, attention)) {
      yield* recordChange(now, { kind: "integration", integrationId: integration.id, attention });
    }
  }
  return yield* readUsers(integration);
}

function* saveUsers(
  { integration }: IntegrationRuntime,
  users: readonly HelpdeskUser[],
  now: number,
): Operation<UserOverview> {
  const { id, connectionId } = integration;
  const before = describeVanished((yield* readUsers(integration)).associations);
  yield* replaceHelpdeskUsers(id, users);
  const extensions = yield* listExtensions(connectionId);
  yield* replaceAssociations(id, associateByEmail(extensions, users, yield* listAssociations(id)));
  yield* saveUserListStatus(id, { fetchedAt: now, triedAt: now });
  const overview = yield* readUsers(integration);
  const vanished = describeVanished(overview.associations);
  if (vanished !== before) {
    const attention = (yield* findIntegration(id))?.attention ?? vanished ?? null;
    yield* recordChange(now, { kind: "integration", integrationId: id, attention });
  }
  return overview;
}

function toHelpdeskUser(row: Readonly<Record<string, string>>): HelpdeskUser {
  const name = [row.FirstName, row.LastName].filter(Boolean).join(" ");
  return { userId: row.UserUniqueId ?? "", name, email: row.Email ?? "" };
}
