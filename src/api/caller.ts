import type { FastifyRequest } from "fastify";
import { DeskbellError } from "../base/index.ts";
import { type Actor, type ApiToken, type OwnExtension, type Person, reached, type Session } from "../store/index.ts";
import { type Rights, seesAllCalls } from "./scopes.ts";

/** Who an API request comes from: an API token, or a person who has signed in. */
export interface Caller extends Rights {
  readonly kind: "token" | "person";
  readonly id: string;
  readonly name: string;
  /** Only calls that reached these are seen; absent = all calls are. */
  readonly ownCalls?: readonly OwnExtension[];
  /** The person, as stored. */
  readonly person?: Person;
  /** Absent where the token came with the request itself. */
  readonly session?: Session;
}

export function toTokenCaller(token: ApiToken, session?: Session): Caller {
  return {
    kind: "token",
    id: token.id,
    name: token.name,
    scopes: token.scopes,
    roles: [],
    ...(session && { session }),
  };
}

export function toPersonCaller(person: Person, session: Session): Caller {
  const { id, name, roles } = person;
  const rights = { scopes: [], roles };
  return {
    kind: "person",
    id,
    name,
    ...rights,
    person,
    session,
    ...(!seesAllCalls(rights) && { ownCalls: person.extensions }),
  };
}

/** The caller of a route that asks for something. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (!caller) throw new Error("the route does not say what it needs");
  return caller;
}

/** The person behind an API request. Throws `CONFLICT` for a token. */
export function personOf(request: FastifyRequest): { readonly person: Person; readonly session: Session } {
  const { person, session, name } = callerOf(request);
  if (person && session) return { person, session };
  throw new DeskbellError("CONFLICT", `token "${name}" is no person; sign in as one for that`);
}

/** Whether the caller may see a call. */
export function maySee({ ownCalls }: Caller, call: Parameters<typeof reached>[0]): boolean {
  return ownCalls === undefined || reached(call, ownCalls);
}

/** The caller as the audit log names them. */
export function toActor(request: FastifyRequest): Actor {
  const { kind, id, name } = callerOf(request);
  return { kind, id, name, address: request.ip };
}
