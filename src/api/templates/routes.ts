import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { uploadTemplate } from "../../pipeline/index.ts";
import { findTemplate, listTemplates, type Operation, type TemplateRevision } from "../../store/index.ts";
import { decodeXml } from "../../xml/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";
import { diagnosticSchema, errorSchema, templateSchema } from "../contract.ts";
import { loose } from "../loose.ts";

const tags = ["templates"];
const key = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, "use 1 to 64 letters, digits, dots, dashes or underscores");

export function addTemplateRoutes(api: Api, context: ApiContext): void {
  const { store } = context;

  api.get(
    "/api/v1/templates",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listTemplates",
        summary: "List templates, each with its newest revision",
        tags,
        response: { 200: z.object({ templates: z.array(templateSchema) }) },
      },
    },
    async () => ({ templates: (await store.read(listTemplates)).map(toShown) }),
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
        querystring: z.strictObject({ key: key.optional() }),
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
      const { revision, diagnostics } = await uploadTemplate(decoded.text, context, request.query.key);
      const subject = `template ${revision.key} revision ${revision.revision}`;
      await store.write(() => record(request, context.env.now(), { subject, after: { hash: revision.hash } }));
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
        params: z.object({ key }),
        querystring: z.strictObject({ revision: z.coerce.number().int().min(1).optional() }),
        response: { 404: errorSchema },
      },
    },
    async (request, reply) => {
      const found = await store.read(() => findTemplate(request.params.key, request.query.revision));
      if (!found)
        throw new DeskbellError("TEMPLATE_MISSING", `there is no template "${request.params.key}" of that revision`);
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
        params: z.object({ key }),
        response: { 200: z.object({ revisions: z.array(templateSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const revisions = await store.read(() => listRevisions(request.params.key));
      if (revisions.length === 0) {
        throw new DeskbellError("TEMPLATE_MISSING", `there is no template "${request.params.key}"`);
      }
      return { revisions: revisions.map(toShown) };
    },
  );
}

/** Revisions count from 1 without a gap. */
function* listRevisions(key: string): Operation<TemplateRevision[]> {
  const revisions: TemplateRevision[] = [];
  for (let at = 1; ; at++) {
    const found = yield* findTemplate(key, at);
    if (!found) return revisions.reverse();
    revisions.push(found);
  }
}

function toShown({ key, revision, name, hash, createdAt }: TemplateRevision) {
  return { key, revision, name, hash, createdAt };
}
