import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { listIntegrations, listRevisions, listTemplates } from "../../store/index.ts";
import { decodeXml } from "../../xml/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { diagnosticSchema, errorSchema, templateSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { addGalleryRoutes } from "./gallery-routes.ts";
import { addRevisionRoutes } from "./revision-routes.ts";
import { findWhoSaved, saveTemplate } from "./save.ts";
import { getTemplate, keySchema, noteSchema, templateCardSchema, toCard, toShown } from "./shown.ts";
import { addStudioRoutes } from "./studio-routes.ts";
import { addTrialRoutes } from "./trial-routes.ts";

const tags = ["templates"];

const revisionSchema = templateSchema.extend({
  by: z.string().optional().describe("Who saved it, as far as the audit log tells."),
  note: z.string().optional().describe("What they said about it."),
});

export function addTemplateRoutes(api: Api, context: ApiContext): void {
  const { store } = context;
  addGalleryRoutes(api, context);
  addRevisionRoutes(api, context);
  addStudioRoutes(api);
  addTrialRoutes(api, context);

  api.get(
    "/api/v1/templates",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listTemplates",
        summary: "List templates, each with its newest revision",
        tags,
        response: { 200: z.object({ templates: z.array(templateCardSchema) }) },
      },
    },
    async () => {
      const { templates, integrations } = await store.read(function* () {
        return { templates: yield* listTemplates(), integrations: yield* listIntegrations() };
      });
      return { templates: templates.map((one) => toCard(one, integrations)) };
    },
  );

  api.post(
    "/api/v1/templates",
    {
      config: { scope: "templates" },
      schema: {
        operationId: "uploadTemplate",
        summary: "Upload a template",
        description:
          "The body is the XML file itself (Content-Type application/xml, at most 1 MB). A template with errors is not saved; they are listed. The same text again is the same revision.",
        tags,
        querystring: z.strictObject({ key: keySchema.optional(), note: noteSchema.optional() }),
        response: {
          201: z.object({ template: templateSchema, diagnostics: z.array(diagnosticSchema) }),
          400: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) {
        throw new DeskbellError("INPUT_INVALID", "send the XML file as the body, with Content-Type: application/xml");
      }
      const decoded = decodeXml(request.body);
      if (decoded.text === undefined) {
        const problems = decoded.diagnostics.map(({ message, help }) => ({ path: "", message, ...(help && { help }) }));
        throw new DeskbellError("TEMPLATE_INVALID", "the file cannot be read as text", { problems });
      }
      const saved = await saveTemplate(request, context, { xml: decoded.text, ...request.query });
      const { revision, diagnostics } = saved;
      return reply.status(201).send({ template: toShown(revision), diagnostics: loose(diagnostics) });
    },
  );

  api.get(
    "/api/v1/templates/:key",
    {
      config: { scope: "read" },
      schema: {
        operationId: "downloadTemplate",
        summary: "Download a template as XML",
        tags,
        params: z.object({ key: keySchema }),
        querystring: z.strictObject({ revision: z.coerce.number().int().min(1).optional() }),
        response: { 404: errorSchema },
      },
    },
    async (request, reply) => {
      const found = await getTemplate(store, request.params.key, request.query.revision);
      reply.header("content-disposition", `attachment; filename="${found.key}.xml"`);
      return reply.type("application/xml; charset=utf-8").send(found.xml as never);
    },
  );

  api.get(
    "/api/v1/templates/:key/revisions",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listTemplateRevisions",
        summary: "List the revisions of a template, the newest first",
        description: "A revision never changes; an integration stays with its own until it is told to take another.",
        tags,
        params: z.object({ key: keySchema }),
        response: { 200: z.object({ revisions: z.array(revisionSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const { key } = request.params;
      const { revisions, saved } = await store.read(function* () {
        return { revisions: yield* listRevisions(key), saved: yield* findWhoSaved(key) };
      });
      if (revisions.length === 0) {
        throw new DeskbellError("TEMPLATE_MISSING", `there is no template "${key}"`);
      }
      return { revisions: revisions.map((one) => ({ ...toShown(one), ...saved.get(`${one.revision} ${one.hash}`) })) };
    },
  );
}
