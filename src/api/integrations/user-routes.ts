import { z } from "zod";
import { toExtensionNumber } from "../../domain/index.ts";
import { readUsers } from "../../pipeline/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { associationSchema, errorSchema, exchangeSchema, outcomeSchema, userOverviewSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { getIntegration } from "./shown.ts";

const tags = ["integrations"];
const params = z.object({ id: z.string() });

/** Who of the helpdesk has which extension. */
export function addUserRoutes(api: Api, { store, engine }: ApiContext): void {
  api.get(
    "/api/v1/integrations/:id/users",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listUsers",
        summary: "Helpdesk users as last fetched, and who has which extension",
        description:
          "They are fetched a minute after the start, once a day, after connecting with OAuth2, and when asked to.",
        tags,
        params,
        response: {
          200: userOverviewSchema,
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const integration = await getIntegration(store, request.params.id);
      return loose(await store.read(() => readUsers(integration)));
    },
  );

  api.post(
    "/api/v1/integrations/:id/users/refresh",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "refreshUsers",
        summary: "Fetch the helpdesk's users and associate them by e-mail",
        description:
          "Associations made by hand stay. When the helpdesk does not answer, or names nobody, nothing changes.",
        tags,
        params,
        response: {
          200: userOverviewSchema.extend({ outcome: outcomeSchema, exchanges: z.array(exchangeSchema) }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const done = await engine.refreshUsers(request.params.id);
      return loose(done);
    },
  );

  api.put(
    "/api/v1/integrations/:id/associations/:extension",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putAssociation",
        summary:
          "Join an extension to a helpdesk user by hand; null takes that back, and its e-mail address decides again",
        description: "A user whom the helpdesk's list does not have is refused, unless that was never read.",
        tags,
        params: z.object({ id: z.string(), extension: z.string().min(1).max(40) }),
        body: z.strictObject({ userId: z.string().min(1).max(200).nullable() }),
        response: { 200: z.object({ associations: z.array(associationSchema) }), 400: errorSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const extension = toExtensionNumber(request.params.extension);
      return loose({ associations: await engine.associate(request.params.id, extension, request.body.userId) });
    },
  );
}
