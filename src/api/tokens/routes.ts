import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { listApiTokens, revokeApiToken } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { record, watchFor } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { makeToken, tokenWishSchema } from "./make-token.ts";

const tags = ["tokens"];
const tokenSchema = z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()), createdAt: z.int() });

export function addTokenRoutes(api: Api, { store, env }: ApiContext): void {
  api.get(
    "/api/v1/tokens",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "listTokens",
        summary: "List API tokens",
        tags,
        response: { 200: z.object({ tokens: z.array(tokenSchema) }) },
      },
    },
    async () => ({ tokens: (await store.read(listApiTokens)).map((one) => ({ ...one, scopes: [...one.scopes] })) }),
  );

  api.post(
    "/api/v1/tokens",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "createToken",
        summary: "Make an API token",
        description: "The token is in this answer and never shown again.",
        tags,
        body: tokenWishSchema,
        response: { 201: tokenSchema.extend({ token: z.string() }), 400: errorSchema },
      },
    },
    async (request, reply) => {
      const { name, scopes } = request.body;
      const watched = watchFor(request, { store, env }, `token ${name}`, function* () {
        const named = (yield* listApiTokens()).filter((one) => one.name === name);
        return named.map(({ id, scopes }) => ({ id, scopes }));
      });
      const { stored, token } = await makeToken({ name, scopes }, { store: watched, env });
      return reply.status(201).send({ ...stored, scopes: [...stored.scopes], token: token.reveal() });
    },
  );

  api.delete(
    "/api/v1/tokens/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "revokeToken",
        summary: "Revoke an API token",
        description: "It is worthless from now on, and who follows the live feed with it is let go.",
        tags,
        params: z.object({ id: z.string() }),
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await store.write(function* () {
        const token = (yield* listApiTokens()).find((one) => one.id === id);
        if (!token || !(yield* revokeApiToken(id, env.now()))) {
          throw new DeskbellError("NOT_FOUND", `there is no token "${id}"`);
        }
        yield* record(request, env.now(), { subject: `token ${token.name}`, before: { id, scopes: token.scopes } });
      });
      return reply.status(204).send(null);
    },
  );
}
