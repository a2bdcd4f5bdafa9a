import type { FastifyInstance, FastifyRequest } from "fastify";
import { DeskbellError } from "../base/index.ts";
import { type ApiToken, findApiToken } from "../store/index.ts";
import type { ApiContext } from "./context.ts";
import { hashToken } from "./credentials.ts";
import { allows, type Scope } from "./scopes.ts";
import { readCookie, SESSION_COOKIE, type Sessions } from "./sessions.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a caller must be allowed; absent = anybody may. */
    scope?: Scope;
  }
  interface FastifyRequest {
    /** The token that the request came with. */
    caller?: ApiToken;
  }
}

const CHANGING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Asks every route that names a scope for a token that has it: in the Authorization header, or behind a session cookie. */
export function requireScopes(app: FastifyInstance, context: ApiContext, sessions: Sessions): void {
  app.addHook("onRequest", async (request) => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined) return;
    request.caller = await authenticate(request, context, sessions);
    if (!allows(request.caller.scopes, scope)) {
      throw new DeskbellError(
        "SCOPE_MISSING",
        `token "${request.caller.name}" has ${request.caller.scopes.join(", ")}; this needs ${scope}`,
      );
    }
  });
}

/** Finds who is calling. Throws `AUTH_FAILED`. */
export async function authenticate(
  request: FastifyRequest,
  context: ApiContext,
  sessions: Sessions,
): Promise<ApiToken> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw new DeskbellError("AUTH_FAILED", "the Authorization header is not of the form: Bearer TOKEN");
    return findCaller(hashToken(token), context, "the token is not known or was revoked");
  }
  const hash = sessions.find(readCookie(request.headers.cookie, SESSION_COOKIE), context.env.now());
  if (!hash) throw new DeskbellError("AUTH_FAILED", "no token came with the request; send Authorization: Bearer TOKEN");
  // A page of another site can make the browser send the cookie, but not this header.
  if (CHANGING.has(request.method) && request.headers["x-deskbell"] !== "1") {
    throw new DeskbellError(
      "AUTH_FAILED",
      "a request with a session cookie that changes something needs the header X-Deskbell: 1",
    );
  }
  return findCaller(hash, context, "the session's token was revoked; sign in again");
}

export async function findCaller(hash: string, { store }: ApiContext, fault: string): Promise<ApiToken> {
  const found = await store.read(() => findApiToken(hash));
  if (!found) throw new DeskbellError("AUTH_FAILED", fault);
  return found;
}
