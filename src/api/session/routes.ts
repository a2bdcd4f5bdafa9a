import { z } from "zod";
import type { Api } from "../app.ts";
import { authenticate, findTokenCaller } from "../authenticate.ts";
import type { Caller } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { assertOwnOrigin } from "../own-origin.ts";
import { closeSession, openSession } from "../sessions.ts";

const whoSchema = z.object({ name: z.string(), scopes: z.array(z.string()), roles: z.array(z.string()) });

/** Sessions for browsers, whose event streams cannot carry an Authorization header. */
export function addSessionRoutes(api: Api, context: ApiContext): void {
  api.post(
    "/api/v1/session",
    {
      config: { open: "the token proves who it is" },
      schema: {
        operationId: "openSession",
        summary: "Sign a browser in by a token",
        description: "Exchanges a token for a session cookie that scripts cannot read and other sites cannot use.",
        tags: ["session"],
        security: [],
        body: z.strictObject({ token: z.string().min(1).max(500) }),
        response: { 200: whoSchema, 401: errorSchema },
      },
    },
    async (request, reply) => {
      assertOwnOrigin(request, context.publicUrl());
      const caller = await findTokenCaller(request.body.token, context);
      await openSession(request, reply, { tokenId: caller.id }, context);
      return toShown(caller);
    },
  );
  api.get(
    "/api/v1/session",
    {
      config: { open: "it tells whoever asks who they are" },
      schema: {
        operationId: "getSession",
        summary: "Who is signed in",
        tags: ["session"],
        response: { 200: whoSchema, 401: errorSchema },
      },
    },
    async (request) => toShown(await authenticate(request, context)),
  );
  api.delete(
    "/api/v1/session",
    {
      config: { open: "it takes away what came with it" },
      schema: {
        operationId: "closeSession",
        summary: "Sign out",
        tags: ["session"],
        security: [],
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      assertOwnOrigin(request, context.publicUrl());
      await closeSession(request, reply, context);
      return reply.status(204).send(null);
    },
  );
}

function toShown({ name, scopes, roles }: Caller) {
  return { name, scopes: [...scopes], roles: [...roles] };
}
