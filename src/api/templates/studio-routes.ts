import { z } from "zod";
import { applyTemplateEdits, DRAFT_FEATURES, draftTemplate, toModel } from "../../pipeline/index.ts";
import {
  ELEMENTS,
  EXTENSIONS,
  LANGUAGE_FUNCTIONS,
  lintTemplate,
  readTemplate,
  SCENARIO_IDS,
  VARIABLES,
} from "../../template/index.ts";
import { mendXml } from "../../xml/index.ts";
import type { Api } from "../app.ts";
import { diagnosticSchema, errorSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { keySchema } from "./shown.ts";
import { editSchema, modelSchema, xmlSchema } from "./studio-schemas.ts";

const tags = ["templates"];
/** A text of 1 MB may be twice as long as JSON. */
const BODY_LIMIT = 4 * 1024 * 1024;
const MAX_EDITS = 100;

const checkSchema = z.object({
  diagnostics: z.array(diagnosticSchema),
  mended: z.string().optional().describe("The text well-formed; absent where it is so already, or cannot be mended."),
  model: modelSchema
    .optional()
    .describe("Absent where the text is no template. Its places are those of the text, or of `mended`."),
});

/** What an editor asks while somebody writes. Nothing is stored. */
export function addStudioRoutes(api: Api): void {
  api.post(
    "/api/v1/template-checks",
    {
      bodyLimit: BODY_LIMIT,
      config: { scope: "rehearse" },
      schema: {
        operationId: "checkTemplate",
        summary: "Check a template's text",
        description:
          "Every finding with its place and, where there is one, the edit that cures it. A text that is not well-formed is offered mended.",
        tags,
        body: z.strictObject({ xml: xmlSchema }),
        response: { 200: checkSchema, 400: errorSchema },
      },
    },
    async (request) => check(request.body.xml),
  );

  api.post(
    "/api/v1/template-edits",
    {
      bodyLimit: BODY_LIMIT,
      config: { scope: "rehearse" },
      schema: {
        operationId: "editTemplate",
        summary: "Change parts of a template's text",
        description:
          "One edit after the other. Comments, unknown parts and whatever else no edit names stay byte for byte. The text comes back, and is stored nowhere.",
        tags,
        body: z.strictObject({ xml: xmlSchema, edits: z.array(editSchema).min(1).max(MAX_EDITS) }),
        response: {
          200: checkSchema.extend({ xml: z.string() }),
          400: errorSchema,
          404: errorSchema,
          409: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request) => {
      const xml = applyTemplateEdits(request.body.xml, request.body.edits);
      return { xml, ...check(xml) };
    },
  );

  api.post(
    "/api/v1/template-drafts",
    {
      config: { scope: "rehearse" },
      schema: {
        operationId: "draftTemplate",
        summary: "Begin a template",
        description:
          "Gives the text of a template that does what is asked for in the plainest way. It is stored nowhere.",
        tags,
        body: z.strictObject({
          provider: z.enum(["helpdesk", "crm"]),
          name: z.string().trim().min(1).max(200),
          key: keySchema,
          auth: z.enum(["none", "basic", "bearer", "oauth2"]),
          features: z.array(z.enum(DRAFT_FEATURES)),
        }),
        response: { 200: z.object({ xml: z.string() }), 400: errorSchema },
      },
    },
    async (request) => ({ xml: draftTemplate(request.body) }),
  );

  api.get(
    "/api/v1/template-language",
    {
      config: { scope: "read" },
      schema: {
        operationId: "describeTemplateLanguage",
        summary: "The words of the template language",
        description: "For completion and help in editors; the reference pages are made from the same tables.",
        tags,
        response: { 200: languageSchema },
      },
    },
    async () => LANGUAGE,
  );
}

function check(xml: string) {
  const mending = mendXml(xml);
  const { template } = readTemplate(mending.text, { mend: false });
  return {
    diagnostics: loose(lintTemplate(xml)),
    ...(mending.text !== xml && { mended: mending.text }),
    ...(template && { model: loose(toModel(template)) }),
  };
}

const languageSchema = z.object({
  scenarios: z.array(z.string()),
  elements: z.array(z.object({ name: z.string(), attributes: z.array(z.string()), children: z.array(z.string()) })),
  variables: z.array(z.object({ name: z.string(), meaning: z.string(), example: z.string(), origin: z.string() })),
  functions: z.array(z.object({ name: z.string(), params: z.array(z.string()) })),
  extensions: z.array(
    z.object({ name: z.string(), on: z.string(), syntax: z.string(), fallback: z.string(), doc: z.string() }),
  ),
});

const LANGUAGE = {
  scenarios: [...SCENARIO_IDS],
  elements: Object.entries(ELEMENTS).map(([name, { attributes, children }]) => ({
    name,
    attributes: [...attributes],
    children: [...children],
  })),
  variables: VARIABLES.map(({ name, meaning, example, origin }) => ({ name, meaning, example, origin })),
  functions: Object.entries(LANGUAGE_FUNCTIONS).map(([name, { params }]) => ({ name, params: [...params] })),
  extensions: EXTENSIONS.map(({ name, place, syntax, fallback, doc }) => ({
    name,
    on: place.on,
    syntax,
    fallback,
    doc,
  })),
};
