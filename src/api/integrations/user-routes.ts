import { z } from "zod";
import { toExtensionNumber } from "../../domain/index.ts";
import { listAssociations, listHelpdeskUsers } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { associationSchema, errorSchema, exchangeSchema, helpdeskUserSchema, outcomeSchema } from "../contract.ts";
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
        tags,
        params,
        response: {
          200: z.object({ users: z.array(helpdeskUserSchema), associations: z.array(associationSchema) }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = await getIntegration(store, request.params.id);
      return store.read(function* () {
        return { users: yield* listHelpdeskUsers(id), associations: yield* listAssociations(id) };
      });
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
          200: z.object({
            users: z.array(helpdeskUserSchema),
            associations: z.array(associationSchema),
            outcome: outcomeSchema,
            exchanges: z.array(exchangeSchema),
          }),
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
        summary: "Join an extension to a helpdesk user by hand, or part them with null",
        tags,
        params: z.object({ id: z.string(), extension: z.string().min(1).max(40) }),
        body: z.strictObject({ userId: z.string().min(1).max(200).nullable() }),
        response: { 200: z.object({ associations: z.array(associationSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const extension = toExtensionNumber(request.params.extension);
      return { associations: await engine.associate(request.params.id, extension, request.body.userId) };
    },
  );
}
