import { z } from "zod";
import type { Api } from "../app.ts";
import { authenticate, findCaller } from "../authenticate.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { hashToken } from "../credentials.ts";
import { readCookie, SESSION_COOKIE, type Sessions, sessionCookie } from "../sessions.ts";

const whoSchema = z.object({ name: z.string(), scopes: z.array(z.string()) });

/** Sessions for browsers, whose event streams cannot carry an Authorization header. */
export function addSessionRoutes(api: Api, context: ApiContext, sessions: Sessions): void {
  api.post(
    "/api/v1/session",
    {
      schema: {
        operationId: "openSession",
        summary: "Sign a browser in",
        description: "Exchanges a token for a session cookie that scripts cannot read and other sites cannot use.",
        tags: ["session"],
        security: [],
        body: z.strictObject({ token: z.string().min(1).max(500) }),
        response: { 200: whoSchema, 401: errorSchema },
      },
    },
    async (request, reply) => {
      const hash = hashToken(request.body.token);
      const caller = await findCaller(hash, context, "the token is not known or was revoked");
      const id = sessions.open(hash, context.env.now());
      reply.header("set-cookie", sessionCookie(id, context.publicUrl().startsWith("https:")));
      return { name: caller.name, scopes: [...caller.scopes] };
    },
  );
  api.get(
    "/api/v1/session",
    {
      schema: {
        operationId: "getSession",
        summary: "Who is signed in",
        tags: ["session"],
        response: { 200: whoSchema, 401: errorSchema },
      },
    },
    async (request) => {
      const caller = await authenticate(request, context, sessions);
      return { name: caller.name, scopes: [...caller.scopes] };
    },
  );
  api.delete(
    "/api/v1/session",
    {
      schema: {
        operationId: "closeSession",
        summary: "Sign out",
        tags: ["session"],
        security: [],
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      sessions.close(readCookie(request.headers.cookie, SESSION_COOKIE));
      reply.header("set-cookie", sessionCookie(undefined, context.publicUrl().startsWith("https:")));
      return reply.status(204).send(null);
    },
  );
}
