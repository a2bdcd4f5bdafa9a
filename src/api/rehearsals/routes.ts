import { z } from "zod";
import type { SettingsInput } from "../../features/index.ts";
import { rehearse } from "../../pipeline/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, settingsSchema } from "../contract.ts";
import { loose } from "../loose.ts";

const MAX_CALLS = 200;
const DEFAULT_CALLS = 40;

const change = z.enum(["appears", "vanishes", "changes"]);
const decisionSchema = z.looseObject({
  feature: z.string(),
  verdict: z.enum(["fired", "skipped"]),
  trigger: z.string(),
  extension: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
});
const requestSchema = z.looseObject({
  feature: z.string(),
  name: z.string(),
  method: z.string(),
  url: z.string(),
  body: z.string().optional(),
  notRendered: z.string().optional().describe("Why it could not be rendered, or had nothing to send."),
});
const courseSchema = z.looseObject({ decisions: z.array(decisionSchema), requests: z.array(requestSchema) });
const rehearsalSchema = z.object({
  integrationId: z.string(),
  templateRevision: z.int().describe("Of the template that was tried."),
  totals: z.object({ calls: z.int(), same: z.int(), changed: z.int() }),
  calls: z.array(
    z.object({
      call: z.looseObject({ id: z.string(), pbxCallId: z.string(), direction: z.string(), startedAt: z.int() }),
      same: z.boolean(),
      notCompared: z
        .array(z.string())
        .describe("Features of which nothing is stored that they sent: only their decisions are compared."),
      past: courseSchema.describe("As it is stored."),
      now: courseSchema.describe("As it would be."),
      diff: z.looseObject({
        decisions: z.array(
          z.looseObject({
            feature: z.string(),
            extension: z.string().optional(),
            change,
            before: decisionSchema.optional(),
            after: decisionSchema.optional(),
          }),
        ),
        requests: z.array(
          z.looseObject({
            feature: z.string(),
            name: z.string(),
            change,
            lines: z.array(z.looseObject({ sign: z.enum([" ", "-", "+"]), text: z.string() })),
          }),
        ),
      }),
    }),
  ),
});

export function addRehearsalRoutes(api: Api, { store, runtimes, env }: ApiContext): void {
  api.post(
    "/api/v1/integrations/:id/rehearsals",
    {
      config: { scope: "rehearse" },
      schema: {
        operationId: "rehearseIntegration",
        summary: "Replay past calls with another template revision or other settings, as a diff",
        description:
          "What these calls would have sent instead. Nothing is sent, and nothing stored is changed. Who a caller was and which ids the helpdesk gave is taken as it was then. Secrets stand as `***`.",
        tags: ["integrations"],
        params: z.object({ id: z.string() }),
        body: z.strictObject({
          templateRevision: z
            .int()
            .min(1)
            .optional()
            .describe("Of the integration's template; absent = the revision that the integration has."),
          settings: settingsSchema
            .optional()
            .describe("In place of the integration's: what is left out takes its default. Absent = as they are."),
          calls: z
            .union([
              z.array(z.string().min(1).max(200)).min(1).max(MAX_CALLS),
              z.strictObject({
                limit: z.int().min(1).max(MAX_CALLS).default(DEFAULT_CALLS),
                before: z.int().min(0).optional().describe("That began before this time (ms since 1970)."),
              }),
            ])
            .default({ limit: DEFAULT_CALLS })
            .describe("Ids of calls, ours or the PBX's, or how many of the newest that have settled."),
        }),
        response: { 200: rehearsalSchema, 400: errorSchema, 404: errorSchema, 409: errorSchema, 422: errorSchema },
      },
    },
    async (request) => {
      const { templateRevision, settings, calls } = request.body;
      const wanted = { templateRevision, settings: settings as SettingsInput | undefined };
      const choice = Array.isArray(calls) ? { ids: calls } : calls;
      return loose(await rehearse(request.params.id, wanted, choice, { store, runtimes, env }));
    },
  );
}
