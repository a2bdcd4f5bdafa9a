import { DeskbellError } from "../base/index.ts";
import type { ExtensionNumber, HelpdeskUser, Integration, UserAssociation } from "../domain/index.ts";
import {
  type AssociationReview,
  associateByEmail,
  type ReviewedAssociation,
  reviewAssociations,
} from "../matching/index.ts";
import {
  findMeta,
  listAssociations,
  listExtensions,
  listHelpdeskUsers,
  listIntegrations,
  type Operation,
  replaceAssociations,
  setMeta,
} from "../store/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

type Place = Pick<Integration, "id" | "connectionId">;

/** When the list of users was read, and what became of the last try. Times in ms since 1970. */
export interface UserListStatus {
  /** Absent = never. */
  readonly fetchedAt?: number;
  readonly triedAt?: number;
  /** Why the last try brought no list, in a sentence for people. */
  readonly failure?: string;
}

/** The helpdesk's users as last read, and who has which extension. */
export interface UserOverview extends AssociationReview, UserListStatus {
  readonly users: readonly HelpdeskUser[];
}

export function* readUsers({ id, connectionId }: Place): Operation<UserOverview> {
  const users = yield* listHelpdeskUsers(id);
  const review = reviewAssociations(yield* listExtensions(connectionId), users, yield* listAssociations(id));
  return { users, ...review, ...(yield* readUserListStatus(id)) };
}

export function* readUserListStatus(integrationId: string): Operation<UserListStatus> {
  const stored = yield* findMeta(statusKey(integrationId));
  return stored === undefined ? {} : (JSON.parse(stored) as UserListStatus);
}

export function* saveUserListStatus(integrationId: string, status: UserListStatus): Operation<void> {
  yield* setMeta(statusKey(integrationId), JSON.stringify(status));
}

const statusKey = (integrationId: string): string => `users ${integrationId}`;

/** The associations as calls are written with: those whose user is there, and the ids of the others. */
export function* readAssociationMaps(
  place: Place,
): Operation<Required<Pick<IntegrationRuntime, "associations" | "vanishedUsers">>> {
  const { associations } = yield* readUsers(place);
  const gone = associations.filter(({ state }) => state === "user-vanished");
  const usable = associations.filter(({ state }) => state !== "user-vanished");
  return {
    associations: new Map(usable.map(({ state: _, ...one }) => [one.extension, one])),
    vanishedUsers: new Map(gone.map(({ extension, userId }) => [extension, userId])),
  };
}

/** Joins by e-mail anew from the lists as they are stored, without asking the helpdesk; as long as its users were never read nothing changes. */
export function* associateAgain({ id, connectionId }: Place): Operation<void> {
  const users = yield* listHelpdeskUsers(id);
  if (users.length === 0) return;
  const before = yield* listAssociations(id);
  const after = associateByEmail(yield* listExtensions(connectionId), users, before);
  if (keysOf(before) !== keysOf(after)) yield* replaceAssociations(id, after);
}

/** The same for each integration of a PBX connection, since its extensions have changed. */
export function* associateConnectionAgain(connectionId: string): Operation<void> {
  for (const one of yield* listIntegrations()) {
    if (one.connectionId === connectionId) yield* associateAgain(one);
  }
}

/**
 * Joins an extension to a helpdesk user by hand; `null` takes that back, and the e-mail address decides again. Throws `INPUT_INVALID` for a
 * user whom the helpdesk's list does not have.
 */
export function* associateByHand(
  place: Place,
  extension: ExtensionNumber,
  userId: string | null,
): Operation<readonly ReviewedAssociation[]> {
  const users = yield* listHelpdeskUsers(place.id);
  if (userId !== null && users.length > 0 && !users.some((one) => one.userId === userId)) {
    const message = `the helpdesk has no user "${userId}" among the ${users.length} that were last read; see GET /api/v1/integrations/${place.id}/users, or read them again (POST …/users/refresh)`;
    throw new DeskbellError("INPUT_INVALID", `extension ${extension} cannot be joined to user "${userId}"`, {
      problems: [{ path: "userId", message }],
    });
  }
  const others = (yield* listAssociations(place.id)).filter((one) => one.extension !== extension);
  yield* replaceAssociations(place.id, userId === null ? others : [...others, { extension, userId, origin: "manual" }]);
  yield* associateAgain(place);
  return (yield* readUsers(place)).associations;
}

/** What needs a person: users that were joined by hand and are gone; `undefined` when there are none. */
export function describeVanished(associations: readonly ReviewedAssociation[]): string | undefined {
  const gone = associations.filter(({ state }) => state === "user-vanished");
  if (gone.length === 0) return undefined;
  const names = gone.map(({ extension, userId }) => `${userId} of extension ${extension}`).join(", ");
  return `Join anew: the helpdesk does not list ${names} any more, so such calls are written without a user`;
}

function keysOf(associations: readonly UserAssociation[]): string {
  const keys = associations.map(({ extension, userId, origin }) => JSON.stringify([extension, userId, origin]));
  return keys.sort().join();
}
