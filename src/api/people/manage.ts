import type { z } from "zod";
import { DeskbellError, type Env, Secret } from "../../base/index.ts";
import {
  accessSignal,
  endSessionsOf,
  findConnection,
  findPassword,
  findPerson,
  findPersonByLogin,
  hasOwner,
  lock,
  type Operation,
  PEOPLE_LOCK,
  type Person,
  removePerson,
  savePerson,
  signal,
} from "../../store/index.ts";
import type { Rights } from "../scopes.ts";
import { withoutAbsent } from "../without-absent.ts";
import { makeLink, type OneTimeLink } from "./links.ts";
import { findPasswordFault } from "./password-rules.ts";
import type { personChangeSchema, personWishSchema } from "./schema.ts";

type PersonWish = z.output<typeof personWishSchema>;
type PersonChange = z.output<typeof personChangeSchema>;

/** Adds a person, who cannot sign in yet. Throws `CONFLICT` when the log-in is somebody's, `SCOPE_MISSING`, `NOT_FOUND`. */
export function* addPerson(wish: PersonWish, by: Rights, env: Env): Operation<Person> {
  yield* lock(PEOPLE_LOCK);
  assertMayGive(by, wish.roles);
  yield* assertLoginFree(wish.login);
  yield* assertConnections(wish);
  const { language, ...rest } = wish;
  const person: Person = {
    id: env.newId(),
    ...rest,
    disabled: false,
    ...(language !== undefined && { language }),
    preferences: {},
    createdAt: env.now(),
  };
  yield* savePerson(person);
  return person;
}

/**
 * Changes a person. One who is disabled, or gets other roles, extensions or another log-in, is signed out everywhere, so that no session
 * outlives what it was begun with. Throws `NOT_FOUND`, `CONFLICT`, `SCOPE_MISSING`.
 */
export function* changePerson(id: string, change: PersonChange, by: Rights): Operation<Person> {
  const before = yield* getPersonToManage(id, by);
  const after: Person = { ...before, ...withoutAbsent(change) };
  if (change.roles) assertMayGive(by, change.roles);
  if (after.login !== before.login) yield* assertLoginFree(after.login);
  yield* assertConnections(after);
  yield* savePerson(after);
  yield* assertOwnerStays(before);
  if (JSON.stringify(rightsOf(before)) !== JSON.stringify(rightsOf(after))) {
    yield* endSessionsOf(id);
    yield* signal(accessSignal(id));
  }
  return after;
}

/** Removes a person with their sessions. Throws `NOT_FOUND`, `CONFLICT`, `SCOPE_MISSING`. */
export function* dropPerson(id: string, by: Rights): Operation<void> {
  const before = yield* getPersonToManage(id, by);
  yield* endSessionsOf(id);
  yield* removePerson(id);
  yield* assertOwnerStays(before);
}

/** Makes a link by which a person sets their first password, or a new one. Throws `NOT_FOUND`, `CONFLICT`, `SCOPE_MISSING`. */
export function* makePasswordLink(
  id: string,
  by: Rights,
  tools: { readonly env: Env; readonly publicUrl: string },
): Operation<OneTimeLink & { readonly kind: "invitation" | "reset" }> {
  const person = yield* getPersonToManage(id, by);
  if (person.disabled) throw new DeskbellError("CONFLICT", `${person.name} is disabled; enable them first`);
  const kind = (yield* findPassword(id)) === undefined ? "invitation" : "reset";
  return { kind, ...(yield* makeLink(kind, id, tools)) };
}

/** A person whom the caller may manage. Throws `NOT_FOUND`; `SCOPE_MISSING` for an owner when the caller is none. */
export function* getPersonToManage(id: string, by: Rights): Operation<Person> {
  yield* lock(PEOPLE_LOCK);
  const person = yield* findPerson(id);
  if (!person) throw new DeskbellError("NOT_FOUND", `there is no person "${id}"`);
  assertMayGive(by, person.roles);
  return person;
}

/** Reads a new password. Throws `INPUT_INVALID` with what is wrong with it, without repeating it. */
export function readNewPassword(text: string, { login, name }: Pick<Person, "login" | "name">): Secret {
  const fault = findPasswordFault(text, [login, name]);
  if (fault === undefined) return new Secret(text);
  throw new DeskbellError("INPUT_INVALID", "the password will not do", {
    problems: [{ path: "password", message: fault }],
  });
}

/** Throws `CONFLICT` when somebody has the log-in already. */
export function* assertLoginFree(login: string): Operation<void> {
  if (yield* findPersonByLogin(login)) throw new DeskbellError("CONFLICT", `somebody signs in as "${login}" already`);
}

// What only an owner may give, only an owner may take away.
function assertMayGive({ scopes, roles }: Rights, given: readonly string[]): void {
  if (!given.includes("owner") || roles.includes("owner") || scopes.includes("admin")) return;
  throw new DeskbellError("SCOPE_MISSING", "only an owner may make, change or remove an owner");
}

function* assertOwnerStays({ roles }: Person): Operation<void> {
  if (!roles.includes("owner") || (yield* hasOwner())) return;
  throw new DeskbellError("CONFLICT", "then nobody would be owner; make somebody else owner before");
}

function* assertConnections({ extensions }: Pick<Person, "extensions">): Operation<void> {
  for (const [at, { connectionId }] of extensions.entries()) {
    if (yield* findConnection(connectionId)) continue;
    throw new DeskbellError("INPUT_INVALID", "an extension is of no connection", {
      problems: [{ path: `extensions[${at}].connectionId`, message: `there is no connection "${connectionId}"` }],
    });
  }
}

function rightsOf({ login, roles, extensions, disabled }: Person) {
  return [login, roles, extensions, disabled];
}
