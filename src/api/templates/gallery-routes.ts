import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findTemplate } from "../../store/index.ts";
import { readTemplate } from "../../template/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, templateSchema } from "../contract.ts";
import { saveTemplate } from "./save.ts";
import { summarise, templateCardSchema, toShown } from "./shown.ts";

const tags = ["templates"];
const shippedSchema = templateCardSchema
  .omit({ revision: true, hash: true, createdAt: true, integrations: true })
  .extend({
    id: z.string(),
    fields: z.array(z.string()).describe("What its connection form asks for."),
    installed: z.boolean().describe("There is a template of its key already."),
  })
  .meta({ id: "ShippedTemplate" });

/** The templates that come with Deskbell. */
export function addGalleryRoutes(api: Api, context: ApiContext): void {
  api.get(
    "/api/v1/template-gallery",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listShippedTemplates",
        summary: "The templates that come with Deskbell",
        tags,
        response: { 200: z.object({ templates: z.array(shippedSchema) }) },
      },
    },
    async () => {
      const all = listShipped(context.templatesFolder);
      const keys = await context.store.read(function* () {
        const found = new Set<string>();
        for (const { key } of all) if (yield* findTemplate(key)) found.add(key);
        return found;
      });
      return { templates: all.map(({ xml: _, ...one }) => ({ ...one, installed: keys.has(one.key) })) };
    },
  );

  api.post(
    "/api/v1/template-gallery/:id",
    {
      config: { scope: "templates" },
      schema: {
        operationId: "installShippedTemplate",
        summary: "Save a shipped template as one of one's own",
        description: "Where there is a template of its key, it becomes that one's next revision.",
        tags,
        params: z.object({ id: z.string() }),
        response: { 201: z.object({ template: templateSchema }), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = listShipped(context.templatesFolder).find((one) => one.id === id);
      if (!found) throw new DeskbellError("NOT_FOUND", `no template "${id}" comes with Deskbell`);
      const saved = await saveTemplate(request, context, { xml: found.xml, note: "Installed from the gallery" });
      return reply.status(201).send({ template: toShown(saved.revision) });
    },
  );
}

let shipped: { readonly folder: string; readonly all: ReturnType<typeof readShipped> } | undefined;

function listShipped(folder: string) {
  if (shipped?.folder !== folder) shipped = { folder, all: readShipped(folder) };
  return shipped.all;
}

function readShipped(folder: string) {
  return readdirSync(folder)
    .map((id) => ({ id, file: join(folder, id, "template.xml") }))
    .filter(({ file }) => existsSync(file))
    .flatMap(({ id, file }) => {
      const xml = readFileSync(file, "utf8");
      const { template } = readTemplate(xml);
      if (!template) return [];
      const fields = template.fields.map(({ title }) => title);
      return [{ id, xml, key: template.key, name: template.name, fields, ...summarise(xml) }];
    });
}
