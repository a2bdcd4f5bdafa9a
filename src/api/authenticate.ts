import type { FastifyInstance, FastifyRequest } from "fastify";
import { DeskbellError } from "../base/index.ts";
import { findApiToken } from "../store/index.ts";
import { type Caller, toTokenCaller } from "./caller.ts";
import type { ApiContext } from "./context.ts";
import { hashToken } from "./credentials.ts";
import { assertOwnOrigin } from "./own-origin.ts";
import { allows, type Need } from "./scopes.ts";
import { findSessionCaller } from "./sessions.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a caller must be allowed. Every route of the API names it, or says why it is `open`. */
    scope?: Need;
    /** Why the route asks for nothing, or asks by itself. */
    open?: string;
    /** Whether what was done by it stands in the audit log; absent = as the table of needs says, for what changes something. */
    audited?: boolean;
  }
  interface FastifyRequest {
    /** Who the request comes from; there where the route says what it needs. */
    caller?: Caller;
  }
}

const CHANGING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export const isChanging = (method: string): boolean => CHANGING.has(method);

/** Asks at every route for who may do what it says that it needs; one that says nothing is refused at the start. */
export function requireScopes(app: FastifyInstance, context: ApiContext): void {
  app.addHook("onRoute", ({ url, method, config }) => {
    if (!url.startsWith("/api/") || config?.scope !== undefined || config?.open !== undefined) return;
    throw new Error(`${method} ${url} says neither which scope it needs nor why it is open to all`);
  });
  app.addHook("onRequest", async (request) => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined) return;
    const caller = await authenticate(request, context);
    request.caller = caller;
    if (!allows(caller, scope))
      throw new DeskbellError("SCOPE_MISSING", `${describeRights(caller)}; this needs ${scope}`);
  });
}

/** Finds who is calling. Throws `AUTH_FAILED`. */
export async function authenticate(request: FastifyRequest, context: ApiContext): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw new DeskbellError("AUTH_FAILED", "the Authorization header is not of the form: Bearer TOKEN");
    return findTokenCaller(token, context);
  }
  const caller = await findSessionCaller(request, context);
  if (!caller) {
    const came = request.headers.cookie?.includes("deskbell_session=") === true;
    throw new DeskbellError(
      "AUTH_FAILED",
      came
        ? "the session has ended; sign in again"
        : "no token came with the request; send Authorization: Bearer TOKEN, or sign in",
    );
  }
  if (isChanging(request.method)) {
    // A page of another site can make the browser send the cookie, but not this header.
    if (request.headers["x-deskbell"] !== "1") {
      throw new DeskbellError(
        "AUTH_FAILED",
        "a request with a session cookie that changes something needs the header X-Deskbell: 1",
      );
    }
    assertOwnOrigin(request, context.publicUrl());
  }
  return caller;
}

/** Throws `AUTH_FAILED` when there is no such token. */
export async function findTokenCaller(token: string, { store }: ApiContext): Promise<Caller> {
  const found = await store.read(() => findApiToken(hashToken(token)));
  if (!found) throw new DeskbellError("AUTH_FAILED", "the token is not known or was revoked");
  return toTokenCaller(found);
}

/** As `token "wallboard" has read`. */
export function describeRights({ kind, name, scopes, roles }: Caller): string {
  return kind === "token" ? `token "${name}" has ${scopes.join(", ")}` : `${name} is ${roles.join(", ") || "nothing"}`;
}
