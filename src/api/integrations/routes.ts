import { z } from "zod";
import type { SettingsInput } from "../../features/index.ts";
import { disconnectIntegration, setUpIntegration } from "../../pipeline/index.ts";
import { listIntegrations } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { watchFor } from "../audit/record.ts";
import { showIntegration } from "../audit/shows.ts";
import type { ApiContext } from "../context.ts";
import { contactSchema, errorSchema, idSchema, integrationSchema, outcomeSchema, settingsSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { getIntegration, toShown } from "./shown.ts";

const tags = ["integrations"];
const params = z.object({ id: z.string() });

export function addIntegrationRoutes(api: Api, context: ApiContext): void {
  const { store, engine } = context;

  api.get(
    "/api/v1/integrations",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listIntegrations",
        summary: "List integrations",
        tags,
        response: { 200: z.object({ integrations: z.array(integrationSchema) }) },
      },
    },
    async () => ({
      integrations: await Promise.all((await store.read(listIntegrations)).map((one) => toShown(store, one))),
    }),
  );

  api.get(
    "/api/v1/integrations/:id",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getIntegration",
        summary: "One integration",
        tags,
        params,
        response: { 200: integrationSchema, 404: errorSchema },
      },
    },
    async (request) => toShown(store, await getIntegration(store, request.params.id)),
  );

  api.put(
    "/api/v1/integrations/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putIntegration",
        summary: "Make or change an integration",
        description: "Fields that are left out keep their values. Settings that are left out take their defaults.",
        tags,
        params: z.object({ id: idSchema }),
        body: z.strictObject({
          connection: z.string(),
          template: z.string(),
          revision: z.int().min(1).optional(),
          enabled: z.boolean().optional(),
          fields: z.record(z.string(), z.string().max(10_000)).optional(),
          settings: settingsSchema.optional(),
        }),
        response: { 200: integrationSchema, 400: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { connection, template, revision, enabled, fields, settings } = request.body;
      await setUpIntegration(
        {
          id,
          connectionId: connection,
          templateKey: template,
          templateRevision: revision,
          enabled,
          fields,
          settings: settings as SettingsInput | undefined,
        },
        { ...context, store: watchFor(request, context, `integration ${id}`, showIntegration(id)) },
      );
      engine.integrationChanged(id);
      return toShown(store, await getIntegration(store, id));
    },
  );

  api.post(
    "/api/v1/integrations/:id/disconnect",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "disconnectIntegration",
        summary: "End an integration's access to its helpdesk",
        description:
          "It is switched off, its tokens and secret fields are forgotten, and its phonebook becomes an ordinary one. Calls, deliveries and settings stay. It is connected again by putting it with its secret fields and enabled.",
        tags,
        params,
        response: { 200: integrationSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      await disconnectIntegration(id, context);
      engine.integrationChanged(id);
      return toShown(store, await getIntegration(store, id));
    },
  );

  api.get(
    "/api/v1/integrations/:id/search",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "searchContacts",
        summary: "Search the helpdesk's contacts by a typed text",
        tags,
        params,
        querystring: z.strictObject({ text: z.string().min(1).max(200) }),
        response: {
          200: z.object({ contacts: z.array(contactSchema), outcome: outcomeSchema }),
          404: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request) => {
      const { contacts, outcome } = await engine.searchContacts(request.params.id, request.query.text);
      return loose({ contacts, outcome });
    },
  );
}
