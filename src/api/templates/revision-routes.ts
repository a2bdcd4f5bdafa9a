import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { setUpIntegration } from "../../pipeline/index.ts";
import { deleteTemplate, findTemplate, listIntegrations } from "../../store/index.ts";
import { readTemplate, writeAttribute } from "../../template/index.ts";
import type { Api } from "../app.ts";
import { record, watchFor } from "../audit/record.ts";
import { showIntegration } from "../audit/shows.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, templateSchema } from "../contract.ts";
import { getIntegration } from "../integrations/shown.ts";
import { saveTemplate } from "./save.ts";
import { getTemplate, keySchema, noteSchema, toShown, useSchema } from "./shown.ts";

const tags = ["templates"];
const params = z.object({ key: keySchema });

/** What is done with templates and revisions that are there. */
export function addRevisionRoutes(api: Api, context: ApiContext): void {
  const { store, engine } = context;

  api.post(
    "/api/v1/templates/:key/roll-back",
    {
      config: { scope: "templates" },
      schema: {
        operationId: "rollBackTemplate",
        summary: "Save an older revision's text as the newest revision",
        description: "Integrations stay with the revision that they have.",
        tags,
        params,
        body: z.strictObject({ revision: z.int().min(1), note: noteSchema.optional() }),
        response: { 201: z.object({ template: templateSchema }), 404: errorSchema, 422: errorSchema },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const { revision, note = `Rolled back to revision ${revision}` } = request.body;
      const old = await getTemplate(store, key, revision);
      const saved = await saveTemplate(request, context, { xml: old.xml, key, note });
      return reply.status(201).send({ template: toShown(saved.revision) });
    },
  );

  api.post(
    "/api/v1/templates/:key/duplicate",
    {
      config: { scope: "templates" },
      schema: {
        operationId: "duplicateTemplate",
        summary: "Save a template under another key",
        description: "The copy's text is the same but for its Key and, where one is given, its Name.",
        tags,
        params,
        body: z.strictObject({
          key: keySchema,
          name: z.string().trim().min(1).max(200).optional(),
          revision: z.int().min(1).optional().describe("Absent = the newest."),
        }),
        response: {
          201: z.object({ template: templateSchema }),
          404: errorSchema,
          409: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request, reply) => {
      const { key, name, revision } = request.body;
      const from = await getTemplate(store, request.params.key, revision);
      if (await store.read(() => findTemplate(key))) {
        throw new DeskbellError("CONFLICT", `there is a template "${key}" already; choose another key`);
      }
      const renamed = setRoot(name === undefined ? from.xml : setRoot(from.xml, "Name", name), "Key", key);
      const note = `Copy of ${from.key} revision ${from.revision}`;
      const saved = await saveTemplate(request, context, { xml: renamed, key, note });
      return reply.status(201).send({ template: toShown(saved.revision) });
    },
  );

  api.delete(
    "/api/v1/templates/:key",
    {
      config: { scope: "templates" },
      schema: {
        operationId: "deleteTemplate",
        summary: "Delete a template with all its revisions",
        description: "One that an integration uses is refused.",
        tags,
        params,
        response: { 204: z.null(), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const newest = await getTemplate(store, key);
      await store.write(function* () {
        const users = (yield* listIntegrations()).filter(({ templateKey }) => templateKey === key);
        if (users.length > 0) {
          const names = users.map(({ id }) => `"${id}"`).join(", ");
          throw new DeskbellError(
            "CONFLICT",
            `template "${key}" is used by ${names}; give them another template first`,
          );
        }
        yield* deleteTemplate(key);
        const before = { revision: newest.revision, hash: newest.hash };
        yield* record(request, context.env.now(), { subject: `template ${key}`, before });
      });
      return reply.status(204).send(null);
    },
  );

  api.put(
    "/api/v1/templates/:key/integrations/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "moveIntegration",
        summary: "Move an integration to another revision of its template",
        description:
          "Its fields and settings stay. It is refused where the revision asks for a field that has no value.",
        tags,
        params: params.extend({ id: z.string() }),
        body: z.strictObject({ revision: z.int().min(1) }),
        response: { 200: useSchema, 400: errorSchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { key, id } = request.params;
      const { revision } = request.body;
      const { templateKey, connectionId, settings } = await getIntegration(store, id);
      if (templateKey !== key) {
        throw new DeskbellError("CONFLICT", `integration "${id}" has template "${templateKey}" and not "${key}"`);
      }
      await setUpIntegration(
        { id, connectionId, templateKey, templateRevision: revision, settings: settings as SettingsInput },
        { ...context, store: watchFor(request, context, `integration ${id}`, showIntegration(id)) },
      );
      engine.integrationChanged(id);
      return { id, revision };
    },
  );
}

function setRoot(xml: string, name: string, value: string): string {
  const { document, template } = readTemplate(xml);
  return document && template ? writeAttribute(document, template, name, value) : xml;
}
