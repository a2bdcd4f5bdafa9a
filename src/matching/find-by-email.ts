import type { HelpdeskUser } from "../domain/index.ts";

/** The users with an e-mail address, each once, without regard to case and surrounding blanks; nobody has the empty one. */
export function findByEmail(email: string, users: readonly HelpdeskUser[]): HelpdeskUser[] {
  const wanted = toComparable(email);
  if (wanted === "") return [];
  const found = users.filter((one) => toComparable(one.email) === wanted);
  return [...new Map(found.map((one) => [one.userId, one])).values()];
}

const toComparable = (email: string): string => email.trim().toLowerCase();
