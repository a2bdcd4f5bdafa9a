import type { Env } from "../base/index.ts";
import type { Exchange, ExtensionNumber, HelpdeskUser, Outcome, UserAssociation } from "../domain/index.ts";
import { associateByEmail } from "../matching/index.ts";
import { runScenario } from "../scenario/index.ts";
import {
  listAssociations,
  listExtensions,
  type Operation,
  replaceAssociations,
  replaceHelpdeskUsers,
  type Store,
} from "../store/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

export interface UserRefresh {
  readonly users: readonly HelpdeskUser[];
  readonly associations: readonly UserAssociation[];
  readonly exchanges: readonly Exchange[];
  readonly outcome: Outcome;
}

/** Fetches the helpdesk's users and associates those whose e-mail an extension has. When it does not answer, or names nobody, nothing changes. */
export async function refreshUsers(runtime: IntegrationRuntime, store: Store, env: Env): Promise<UserRefresh> {
  const run = await runScenario({
    compiled: runtime.compiled,
    scenarioId: "UserAssociation",
    variables: {},
    fields: runtime.fields,
    parameters: runtime.integration.settings.parameters.UserAssociation ?? {},
    connection: runtime.connection,
    mode: "send",
    env,
  });
  const { id } = runtime.integration;
  const users = run.ok ? run.rows.map(toHelpdeskUser).filter((user) => user.userId !== "") : [];
  // A helpdesk without a single user is a page that is not there (404), or an answer that was read wrongly.
  if (users.length === 0) {
    const associations = await store.read(() => listAssociations(id));
    return { users, associations, exchanges: run.exchanges, outcome: run.outcome };
  }
  const associations = await store.write(() => saveUsers(runtime, users));
  return { users, associations, exchanges: run.exchanges, outcome: run.outcome };
}

/** Joins an extension to a helpdesk user by hand, or with `null` parts them. */
export function* associateByHand(
  integrationId: string,
  extension: ExtensionNumber,
  userId: string | null,
): Operation<UserAssociation[]> {
  const others = (yield* listAssociations(integrationId)).filter((one) => one.extension !== extension);
  const associations: UserAssociation[] =
    userId === null ? others : [...others, { extension, userId, origin: "manual" }];
  yield* replaceAssociations(integrationId, associations);
  return associations;
}

function* saveUsers(
  runtime: IntegrationRuntime,
  users: readonly HelpdeskUser[],
): Operation<readonly UserAssociation[]> {
  const { id, connectionId } = runtime.integration;
  yield* replaceHelpdeskUsers(id, users);
  const extensions = yield* listExtensions(connectionId);
  const associations = associateByEmail(extensions, users, yield* listAssociations(id));
  yield* replaceAssociations(id, associations);
  return associations;
}

function toHelpdeskUser(row: Readonly<Record<string, string>>): HelpdeskUser {
  const name = [row.FirstName, row.LastName].filter(Boolean).join(" ");
  return { userId: row.UserUniqueId ?? "", name, email: row.Email ?? "" };
}
