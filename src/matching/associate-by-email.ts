import type { Extension, HelpdeskUser, UserAssociation } from "../domain/index.ts";

/**
 * Joins extensions to helpdesk users by their e-mail address, without regard to case and surrounding blanks. What a person has joined
 * by hand stays as it is, also when its user or extension is missing from the lists: a list may be incomplete, a decision is not.
 * Joins by e-mail are made anew, so one whose user, extension or address has gone falls away. Of several users with one address the
 * first is taken. Sorted by extension.
 */
export function associateByEmail(
  extensions: readonly Extension[],
  users: readonly HelpdeskUser[],
  existing: readonly UserAssociation[],
): UserAssociation[] {
  const byHand = existing.filter((one) => one.origin === "manual");
  const taken = new Set(byHand.map((one) => one.extension));
  const byEmail = extensions
    .filter((extension) => !taken.has(extension.number))
    .flatMap((extension): UserAssociation[] => {
      const email = toComparable(extension.email);
      const user = email === "" ? undefined : users.find((one) => toComparable(one.email) === email);
      return user ? [{ extension: extension.number, userId: user.userId, origin: "email" }] : [];
    });
  return [...byHand, ...byEmail].sort((a, b) => (a.extension < b.extension ? -1 : 1));
}

const toComparable = (email: string): string => email.trim().toLowerCase();
