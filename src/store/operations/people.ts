import { type Operation, query, queryOne, type Row } from "../operation.ts";

/** An extension that is a person's own: they see its calls and get its pop-ups. */
export interface OwnExtension {
  readonly connectionId: string;
  readonly number: string;
}

/** Somebody who signs in. `roles` are words of the API's table; the store does not read them. */
export interface Person {
  readonly id: string;
  /** E-mail address or name to sign in with, in small letters; no two people have the same. */
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly extensions: readonly OwnExtension[];
  readonly disabled: boolean;
  /** Of the pages, as `en` or `th`; absent = the browser's. */
  readonly language?: string;
  readonly preferences: Readonly<Record<string, string | boolean>>;
  /** How a sign-in provider knows the person: issuer and subject. */
  readonly subject?: string;
  readonly createdAt: number;
  /** The last time (ms since 1970). */
  readonly signedInAt?: number;
}

/** Under which everything that decides about who there is takes turns. */
export const PEOPLE_LOCK = "people";

/** Adds a person or changes one; the password stays as it is. */
export function* savePerson(person: Person): Operation<void> {
  yield* query(
    `INSERT INTO people (id, login, name, roles, extensions, disabled, language, preferences, subject, created_at, signed_in_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, roles = excluded.roles,
       extensions = excluded.extensions, disabled = excluded.disabled, language = excluded.language,
       preferences = excluded.preferences, subject = excluded.subject, signed_in_at = excluded.signed_in_at`,
    person.id,
    person.login,
    person.name,
    JSON.stringify(person.roles),
    JSON.stringify(person.extensions),
    person.disabled ? 1 : 0,
    person.language ?? null,
    JSON.stringify(person.preferences),
    person.subject ?? null,
    person.createdAt,
    person.signedInAt ?? null,
  );
}

export function* findPerson(id: string): Operation<Person | undefined> {
  return toPerson(yield* queryOne("SELECT * FROM people WHERE id = ?", id));
}

/** With the hash of the password, if there is one. */
export function* findPersonByLogin(
  login: string,
): Operation<{ readonly person: Person; readonly password: string | undefined } | undefined> {
  const row = yield* queryOne("SELECT * FROM people WHERE login = ?", login);
  const person = toPerson(row);
  return person && { person, password: (row?.password as string | null) ?? undefined };
}

export function* findPersonBySubject(subject: string): Operation<Person | undefined> {
  return toPerson(yield* queryOne("SELECT * FROM people WHERE subject = ?", subject));
}

export function* listPeople(): Operation<Person[]> {
  const rows = yield* query("SELECT * FROM people ORDER BY name, login");
  return rows.map((row) => toPerson(row) as Person);
}

/** Whether there is an owner who can sign in. */
export function* hasOwner(): Operation<boolean> {
  const sql = `SELECT id FROM people WHERE disabled = 0 AND roles LIKE '%"owner"%' LIMIT 1`;
  return (yield* queryOne(sql)) !== undefined;
}

/** Sets the hash of a password; `undefined` takes it away. */
export function* setPassword(personId: string, hash: string | undefined): Operation<void> {
  yield* query("UPDATE people SET password = ? WHERE id = ?", hash ?? null, personId);
}

export function* findPassword(personId: string): Operation<string | undefined> {
  const row = yield* queryOne("SELECT password FROM people WHERE id = ?", personId);
  return (row?.password as string | null | undefined) ?? undefined;
}

/** Removes a person with their sessions and links; what they did stays in the audit log. */
export function* removePerson(id: string): Operation<void> {
  yield* query("DELETE FROM people WHERE id = ?", id);
}

/** What a link given to a person is good for. */
export type LinkKind = "set-up" | "invitation" | "reset" | "sign-in";

/** Remembers a link by the hash of its token. A set-up link is nobody's yet. */
export function* addLink(hash: string, kind: LinkKind, personId: string | undefined, expiresAt: number) {
  yield* query(
    "INSERT INTO person_links (hash, kind, person_id, expires_at) VALUES (?, ?, ?, ?)",
    hash,
    kind,
    personId ?? null,
    expiresAt,
  );
}

export interface Link {
  readonly kind: LinkKind;
  readonly personId?: string;
}

/** A link that is still good. */
export function* findLink(hash: string, now: number): Operation<Link | undefined> {
  const row = yield* queryOne("SELECT * FROM person_links WHERE hash = ? AND expires_at > ?", hash, now);
  return row && toLink(row);
}

/** Takes a link away and gives it: it is good once, and not after its time. */
export function* takeLink(hash: string, now: number): Operation<Link | undefined> {
  const row = yield* queryOne("DELETE FROM person_links WHERE hash = ? RETURNING *", hash);
  yield* query("DELETE FROM person_links WHERE expires_at <= ?", now);
  return row && (row.expires_at as number) > now ? toLink(row) : undefined;
}

/** Takes away the links of a person; without one, those for setting up. */
export function* dropLinks(personId: string | undefined): Operation<void> {
  if (personId === undefined) yield* query("DELETE FROM person_links WHERE kind = 'set-up'");
  else yield* query("DELETE FROM person_links WHERE person_id = ?", personId);
}

function toLink(row: Row): Link {
  return { kind: row.kind as LinkKind, ...(row.person_id !== null && { personId: row.person_id as string }) };
}

// The texts were written by savePerson from typed values, so they are not read through a schema again.
function toPerson(row: Row | undefined): Person | undefined {
  return (
    row && {
      id: row.id as string,
      login: row.login as string,
      name: row.name as string,
      roles: JSON.parse(row.roles as string) as string[],
      extensions: JSON.parse(row.extensions as string) as OwnExtension[],
      disabled: row.disabled === 1,
      ...(row.language !== null && { language: row.language as string }),
      preferences: JSON.parse(row.preferences as string) as Record<string, string | boolean>,
      ...(row.subject !== null && { subject: row.subject as string }),
      createdAt: row.created_at as number,
      ...(row.signed_in_at !== null && { signedInAt: row.signed_in_at as number }),
    }
  );
}
