import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { DAY, HOUR, MINUTE, SECOND } from "../base/index.ts";
import {
  addSession,
  endSessionOf,
  findApiTokenById,
  findPerson,
  findSession,
  type Operation,
  purgeSessions,
  type SessionLife,
  touchSession,
} from "../store/index.ts";
import { type Caller, toPersonCaller, toTokenCaller } from "./caller.ts";
import type { ApiContext } from "./context.ts";

const SESSION_COOKIE = "deskbell_session";
/** A session ends when it was not used for so long, and at the latest so long after it began. */
export const DEFAULT_IDLE_MS = 12 * HOUR;
export const DEFAULT_SESSION_MS = 7 * DAY;
/** How exactly it is known when a session was last used. */
const SEEN_EVERY_MS = MINUTE;
const MAX_BROWSER = 200;

/** Which sessions are good at the moment. */
export function sessionLife({ env, signIn }: Pick<ApiContext, "env" | "signIn">): SessionLife {
  const now = env.now();
  return { seenAfter: now - signIn.idleMs, startedAfter: now - signIn.sessionMs };
}

/**
 * Signs a browser in with a new session, whatever it had before, and gives it the cookie. `within` is done in the same transaction.
 * `embedded`: the page stands in a frame of another site, which only a cookie of another kind reaches.
 */
export async function openSession(
  request: FastifyRequest,
  reply: FastifyReply,
  who: { readonly personId: string } | { readonly tokenId: string },
  context: ApiContext,
  { embedded = false, within = nothing }: { embedded?: boolean; within?: () => Operation<void> } = {},
): Promise<void> {
  const { store, env } = context;
  const value = randomBytes(32).toString("base64url");
  const former = readCookie(request.headers.cookie, SESSION_COOKIE);
  const now = env.now();
  const session = {
    id: env.newId(),
    ...who,
    startedAt: now,
    seenAt: now,
    address: request.ip,
    browser: (request.headers["user-agent"] ?? "").slice(0, MAX_BROWSER),
  };
  await store.write(function* () {
    if (former !== undefined) yield* endSessionOf(hashOf(former));
    yield* purgeSessions(sessionLife(context));
    yield* addSession(session, hashOf(value));
    yield* within();
  });
  setCookie(reply, value, context, embedded);
}

/** Who is signed in with the request's cookie; `undefined` when nobody is, or no longer. */
export async function findSessionCaller(request: FastifyRequest, context: ApiContext): Promise<Caller | undefined> {
  const value = readCookie(request.headers.cookie, SESSION_COOKIE);
  if (!value) return undefined;
  const { store, env } = context;
  const caller = await store.read(function* (): Operation<Caller | undefined> {
    const session = yield* findSession(hashOf(value), sessionLife(context));
    if (!session) return undefined;
    if (session.personId !== undefined) {
      const person = yield* findPerson(session.personId);
      return person && !person.disabled ? toPersonCaller(person, session) : undefined;
    }
    const token = yield* findApiTokenById(session.tokenId ?? "");
    return token && toTokenCaller(token, session);
  });
  const session = caller?.session;
  const now = env.now();
  if (session && now - session.seenAt >= SEEN_EVERY_MS) await store.write(() => touchSession(session.id, now));
  return caller;
}

/** Signs the browser out. */
export async function closeSession(request: FastifyRequest, reply: FastifyReply, context: ApiContext): Promise<void> {
  const value = readCookie(request.headers.cookie, SESSION_COOKIE);
  if (value) await context.store.write(() => endSessionOf(hashOf(value)));
  setCookie(reply, undefined, context, false);
}

// Lax and not Strict: a browser that comes back from a sign-in provider, or by a link in an e-mail, is to bring its session along. What
// changes anything is guarded by a header and the request's origin besides.
function setCookie(reply: FastifyReply, value: string | undefined, context: ApiContext, embedded: boolean): void {
  const life = value === undefined ? 0 : Math.floor(context.signIn.sessionMs / SECOND);
  const secure = context.publicUrl().startsWith("https:");
  const site = embedded && secure ? "None; Partitioned" : "Lax";
  reply.header(
    "set-cookie",
    `${SESSION_COOKIE}=${value ?? ""}; Path=/; HttpOnly; SameSite=${site}; Max-Age=${life}${secure ? "; Secure" : ""}`,
  );
}

function hashOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return undefined;
}

function* nothing(): Operation<void> {}
