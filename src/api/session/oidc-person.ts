import { DeskbellError, type Env } from "../../base/index.ts";
import {
  addAuditEntry,
  endSessionsOf,
  findPersonByLogin,
  findPersonBySubject,
  lock,
  type Operation,
  PEOPLE_LOCK,
  type Person,
  savePerson,
} from "../../store/index.ts";
import { ROLES } from "../scopes.ts";
import type { Identity, OidcSettings } from "./oidc.ts";

/**
 * Who that is here: by subject, else by verified e-mail address, which is joined to the subject then; else added, where that is wanted.
 * Roles and extensions follow the provider's claims where the configuration names them. Throws `AUTH_FAILED` in words for the person.
 */
export function* takeIdentity(
  identity: Identity,
  settings: OidcSettings,
  { env, address }: { readonly env: Env; readonly address: string },
): Operation<Person> {
  yield* lock(PEOPLE_LOCK);
  const before = yield* findKnown(identity);
  const { email } = identity;
  assertDomain(email, before, settings);
  if (before?.disabled) throw refused(`${before.name} is disabled here; ask an administrator`);
  const roles = readRoles(identity, before, settings);
  const person: Person = {
    ...(before ?? newPerson(identity, settings, env)),
    roles,
    subject: identity.subject,
    ...(settings.extensions && { extensions: readExtensions(identity, settings.extensions) }),
  };
  const sameRights =
    before && JSON.stringify([before.roles, before.extensions]) === JSON.stringify([roles, person.extensions]);
  if (sameRights && before.subject === person.subject) return person;
  yield* savePerson(person);
  if (before && !sameRights) yield* endSessionsOf(person.id);
  const who = { kind: "system", id: "", name: "sign-in provider", address } as const;
  const shown = (one: Person) => ({
    roles: one.roles,
    extensions: one.extensions,
    singleSignOn: one.subject !== undefined,
  });
  yield* addAuditEntry(
    {
      who,
      action: before ? "changePerson" : "addPerson",
      subject: `person ${person.login}`,
      ...(before && { before: shown(before) }),
      after: shown(person),
    },
    env.now(),
  );
  return person;
}

function* findKnown({ subject, email }: Identity): Operation<Person | undefined> {
  const known = yield* findPersonBySubject(subject);
  if (known || email === undefined) return known;
  const found = (yield* findPersonByLogin(email))?.person;
  if (found?.subject !== undefined) {
    throw refused(`${email} belongs to another account of the sign-in provider; ask an administrator`);
  }
  return found;
}

function assertDomain(email: string | undefined, known: Person | undefined, { allowedDomains }: OidcSettings): void {
  if (allowedDomains.length === 0) return;
  const domain = (email ?? known?.login ?? "").split("@")[1] ?? "";
  if (allowedDomains.some((one) => one.toLowerCase() === domain)) return;
  throw refused(
    email === undefined
      ? "the sign-in provider gave no verified e-mail address, and only some domains are let in"
      : `addresses of ${domain} are not let in here`,
  );
}

// An owner stays owner whatever the provider says, so that nobody is locked out by a claim.
function readRoles({ claims }: Identity, before: Person | undefined, { roles }: OidcSettings): readonly string[] {
  if (!roles) return before?.roles ?? [];
  const values = toList(claims[roles.claim]);
  const given = new Set<string>(
    values.flatMap((value) => (Object.hasOwn(roles.values, value) ? [roles.values[value] as string] : [])),
  );
  if (before?.roles.includes("owner")) given.add("owner");
  const found = ROLES.filter((role) => given.has(role));
  if (found.length > 0) return found;
  throw refused("the sign-in provider gives you no role here; ask an administrator for one");
}

function newPerson({ email, name }: Identity, { createPeople, roles }: OidcSettings, env: Env): Person {
  if (!createPeople) throw refused("you are not known here; ask an administrator to add you with your e-mail address");
  if (email === undefined) throw refused("the sign-in provider gave no verified e-mail address");
  if (!roles) throw refused("nobody has said which role you have here; ask an administrator to add you");
  return {
    id: env.newId(),
    login: email,
    name: (name ?? email).slice(0, 100),
    roles: [],
    extensions: [],
    disabled: false,
    preferences: {},
    createdAt: env.now(),
  };
}

function readExtensions(
  { claims }: Identity,
  { claim, connection }: { readonly claim: string; readonly connection: string },
) {
  return toList(claims[claim])
    .slice(0, 20)
    .map((number) => ({ connectionId: connection, number }));
}

function toList(claim: unknown): string[] {
  const values = Array.isArray(claim) ? claim : claim === undefined || claim === null ? [] : [claim];
  return values.map((value) => String(value).trim()).filter((value) => value !== "");
}

function refused(sentence: string): DeskbellError {
  return new DeskbellError("AUTH_FAILED", sentence);
}
