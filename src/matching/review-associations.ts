import type { Extension, ExtensionNumber, HelpdeskUser, UserAssociation } from "../domain/index.ts";
import { findByEmail } from "./find-by-email.ts";

/**
 * `user-vanished`: the helpdesk does not list the user any more, so calls go without a user. `extension-vanished`: the PBX's list has no such
 * extension any more; the association rests until a call or the list knows it again.
 */
export type AssociationState = "active" | "user-vanished" | "extension-vanished";

export interface ReviewedAssociation extends UserAssociation {
  readonly state: AssociationState;
}

/** Who has whom, and who has nobody. */
export interface AssociationReview {
  readonly associations: readonly ReviewedAssociation[];
  /** Extensions without a user, each with the reason in a sentence for people. */
  readonly unmatchedExtensions: readonly { readonly extension: ExtensionNumber; readonly reason: string }[];
  /** Ids of users without an extension. */
  readonly unmatchedUsers: readonly string[];
}

/** Holds associations against the lists of today. A list that is empty was never read, and nothing has vanished from it. */
export function reviewAssociations(
  extensions: readonly Extension[],
  users: readonly HelpdeskUser[],
  associations: readonly UserAssociation[],
): AssociationReview {
  const numbers = new Set(extensions.map(({ number }) => number));
  const userIds = new Set(users.map(({ userId }) => userId));
  const toState = ({ extension, userId }: UserAssociation): AssociationState => {
    if (users.length > 0 && !userIds.has(userId)) return "user-vanished";
    return extensions.length > 0 && !numbers.has(extension) ? "extension-vanished" : "active";
  };
  const joined = new Set(associations.map(({ extension }) => extension));
  const busy = new Set(associations.map(({ userId }) => userId));
  return {
    associations: associations.map((one) => ({ ...one, state: toState(one) })),
    unmatchedExtensions: extensions
      .filter(({ number }) => !joined.has(number))
      .map((one) => ({ extension: one.number, reason: whyUnmatched(one, users) })),
    unmatchedUsers: [...userIds].filter((id) => !busy.has(id)),
  };
}

function whyUnmatched({ email }: Extension, users: readonly HelpdeskUser[]): string {
  if (users.length === 0) return "the helpdesk's users were not read yet";
  if (email.trim() === "") return "the extension has no e-mail address; give it one, or join it by hand";
  const found = findByEmail(email, users);
  if (found.length === 0) return `no helpdesk user has the address ${email.trim()}`;
  const ids = found.map(({ userId }) => userId).join(", ");
  return `${found.length} helpdesk users have the address ${email.trim()} (${ids}); join the right one by hand`;
}
