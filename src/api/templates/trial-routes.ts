import { z } from "zod";
import { DeskbellError, describeJsonFault } from "../../base/index.ts";
import { getPath, validatePath } from "../../gjson/index.ts";
import { readCallVariables, tryTemplate } from "../../pipeline/index.ts";
import { readTemplate, SCENARIO_IDS } from "../../template/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { diagnosticSchema, errorSchema, exchangeSchema, outcomeSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { allows, type Need } from "../scopes.ts";
import { getTemplate, keySchema } from "./shown.ts";
import { xmlSchema } from "./studio-schemas.ts";

const tags = ["templates"];
const BODY_LIMIT = 4 * 1024 * 1024;
const MAX_JSON = 2 * 1024 * 1024;
const texts = z.record(z.string().max(200), z.string().max(20_000));
const scenario = z.enum(SCENARIO_IDS);
const source = {
  xml: xmlSchema.optional().describe("The text that is tried; absent = what is saved under `key`."),
  key: keySchema.optional(),
  revision: z.int().min(1).optional().describe("With `key`; absent = the newest."),
};

/** Trying a template before anything depends on it. */
export function addTrialRoutes(api: Api, context: ApiContext): void {
  const { store, runtimes, env } = context;

  async function getRuntime(id: string) {
    const runtime = await runtimes.get(id);
    if (runtime) return runtime;
    throw new DeskbellError("NOT_FOUND", `there is no integration "${id}", or it is disconnected`);
  }

  api.post(
    "/api/v1/template-trials",
    {
      bodyLimit: BODY_LIMIT,
      config: { scope: "rehearse" },
      schema: {
        operationId: "tryTemplate",
        summary: "Try one scenario of a template",
        description:
          "A dry run renders the requests and sends nothing; an integration's secrets take no part in it and stand as `***`. Sending needs the right to change templates, and with an integration's stored fields that to set it up, since a text decides where they go. Addresses are guarded as those of integrations are.",
        tags,
        body: z.strictObject({
          ...source,
          scenario,
          requests: z.array(z.string().max(200)).min(1).max(20).optional(),
          variables: texts.default({}),
          integration: z
            .string()
            .optional()
            .describe("Whose stored fields, tokens, time zone and parameters are used."),
          fields: texts.default({}).describe("Values of the form; they go before those of the integration."),
          accessToken: z.string().min(1).max(10_000).optional().describe("For OAuth2 without an integration."),
          mode: z.enum(["dry-run", "send"]).default("dry-run"),
        }),
        response: {
          200: z.object({
            ok: z.boolean(),
            outcome: outcomeSchema,
            rows: z.array(z.record(z.string(), z.string())),
            variables: z.record(z.string(), z.string()).describe("At the end, secret fields left out."),
            exchanges: z.array(exchangeSchema),
            diagnostics: z.array(diagnosticSchema),
          }),
          400: errorSchema,
          403: errorSchema,
          404: errorSchema,
          409: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request) => {
      const { scenario, requests, variables, fields, accessToken, mode, integration: id } = request.body;
      const template = await readSource(request.body);
      if (mode === "send") {
        const need: Need = id === undefined ? "templates" : "admin";
        if (!allows(callerOf(request), need)) {
          throw new DeskbellError("SCOPE_MISSING", `sending for real needs ${need}; a dry run sends nothing`);
        }
        await store.write(() =>
          record(request, env.now(), {
            subject: `template ${template.key}`,
            after: { scenario, mode, ...(id !== undefined && { integration: id }) },
          }),
        );
      }
      const integration = id === undefined ? undefined : await getRuntime(id);
      const { ok, outcome, rows, exchanges, diagnostics, ...run } = await tryTemplate(
        { template, scenarioId: scenario, requests, variables, fields, accessToken, mode, integration },
        {
          env,
          allowPrivateTargets: context.allowPrivateTargets,
          userAgent: `Deskbell/${context.version}`,
        },
      );
      return loose({ ok, outcome, rows, variables: run.variables, exchanges, diagnostics });
    },
  );

  async function readSource({
    xml,
    key,
    revision,
  }: {
    xml?: string | undefined;
    key?: string | undefined;
    revision?: number | undefined;
  }) {
    if (xml === undefined && key === undefined) {
      throw new DeskbellError("INPUT_INVALID", "say what is tried: send xml, or the key of a saved template");
    }
    const text = xml ?? (await getTemplate(store, key ?? "", revision)).xml;
    const { template } = readTemplate(text);
    if (!template) throw new DeskbellError("TEMPLATE_INVALID", "the text is no template; check it first");
    return template;
  }

  api.get(
    "/api/v1/template-variables",
    {
      config: { scope: "rehearse" },
      schema: {
        operationId: "readCallVariables",
        summary: "The variables that a past call brings into a scenario",
        tags,
        querystring: z.strictObject({ call: z.string(), integration: z.string(), scenario }),
        response: { 200: z.object({ variables: z.record(z.string(), z.string()) }), 404: errorSchema },
      },
    },
    async (request) => {
      const { call, integration, scenario } = request.query;
      return { variables: await readCallVariables(call, scenario, await getRuntime(integration), store) };
    },
  );

  api.post(
    "/api/v1/gjson",
    {
      bodyLimit: BODY_LIMIT,
      config: { scope: "rehearse" },
      schema: {
        operationId: "tryGjson",
        summary: "Try a GJSON path",
        tags,
        body: z.strictObject({ json: z.string().max(MAX_JSON), path: z.string().max(4000) }),
        response: {
          200: z.object({
            exists: z.boolean(),
            type: z.string(),
            raw: z.string().describe("The piece of JSON as it stands."),
            text: z.string().describe("What a variable would get."),
            problems: z.array(z.object({ offset: z.int(), message: z.string() })).describe("Of the path."),
            fault: z.string().optional().describe("Why the document is no JSON, where nothing was found."),
          }),
          400: errorSchema,
        },
      },
    },
    async (request) => {
      const { json, path } = request.body;
      const { exists, type, raw, text } = getPath(json, path);
      const fault = exists || path.startsWith("..") ? undefined : describeJsonFault(json, "the answer");
      const problems = validatePath(path).map(({ offset, message }) => ({ offset, message }));
      return { exists, type, raw, text, problems, ...(fault !== undefined && { fault }) };
    },
  );
}
