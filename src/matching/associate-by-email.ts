import type { Extension, HelpdeskUser, UserAssociation } from "../domain/index.ts";
import { findByEmail } from "./find-by-email.ts";

/**
 * Joins extensions to helpdesk users by their e-mail address, without regard to case and surrounding blanks. What a person has joined
 * by hand stays as it is, also when its user or extension is missing from the lists: a list may be incomplete, a decision is not.
 * Joins by e-mail are made anew, so one whose user or address has gone falls away; one whose extension has gone rests until that comes
 * back, as long as its user is there. An address that several users have joins nobody: which of them it is would be a guess. Sorted by
 * extension.
 */
export function associateByEmail(
  extensions: readonly Extension[],
  users: readonly HelpdeskUser[],
  existing: readonly UserAssociation[],
): UserAssociation[] {
  const listed = new Set(extensions.map(({ number }) => number));
  const userIds = new Set(users.map(({ userId }) => userId));
  const kept = existing.filter(
    ({ origin, extension, userId }) => origin === "manual" || (!listed.has(extension) && userIds.has(userId)),
  );
  const taken = new Set(kept.map(({ extension }) => extension));
  const byEmail = extensions
    .filter(({ number }) => !taken.has(number))
    .flatMap(({ number, email }): UserAssociation[] => {
      const [user, ...others] = findByEmail(email, users);
      return user && others.length === 0 ? [{ extension: number, userId: user.userId, origin: "email" }] : [];
    });
  return [...kept, ...byEmail].sort((a, b) => (a.extension < b.extension ? -1 : 1));
}
