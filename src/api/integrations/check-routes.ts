import { z } from "zod";
import type { Outcome } from "../../domain/index.ts";
import { fillVariables, type IntegrationRuntime } from "../../pipeline/index.ts";
import { runScenario } from "../../scenario/index.ts";
import { findTemplate } from "../../store/index.ts";
import { findScenario, readTemplate } from "../../template/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, exchangeSchema, outcomeSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { getIntegration } from "./shown.ts";

/** A name that hardly anybody has: the answer is small, and whether there is one is all that counts. */
const SEARCHED = "deskbell";

/** A number that is kept for stories, so nobody has it. */
const LOOKED_UP = "+12025550123";

/** Whether a helpdesk lets an integration in. */
export function addCheckRoutes(api: Api, { store, engine, runtimes, env }: ApiContext): void {
  api.post(
    "/api/v1/integrations/:id/check",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "checkIntegration",
        summary: "Try whether the helpdesk lets an integration in",
        description:
          "By a request that only reads: its users, else a search, else the look-up of a number that nobody has. `nothing`: the template has none of them, and the first call shows it.",
        tags: ["integrations"],
        params: z.object({ id: z.string() }),
        response: {
          200: z.object({
            asked: z.enum(["users", "search", "nothing"]),
            failure: z.string().optional().describe("Why it cannot be said that the helpdesk lets it in."),
            outcome: outcomeSchema.optional(),
            exchanges: z.array(exchangeSchema),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id, templateKey, templateRevision } = await getIntegration(store, request.params.id);
      const revision = await store.read(() => findTemplate(templateKey, templateRevision));
      const template = revision && readTemplate(revision.xml).template;
      if (template && findScenario(template, "UserAssociation")?.requests.length) {
        const { outcome, exchanges, failure } = await engine.refreshUsers(id);
        return loose({ asked: "users" as const, ...(failure !== undefined && { failure }), outcome, exchanges });
      }
      if (template && findScenario(template, "SearchContact")?.requests.length) {
        const { outcome, exchanges } = await engine.searchContacts(id, SEARCHED);
        const failure = findFailure(outcome);
        return loose({ asked: "search" as const, ...(failure !== undefined && { failure }), outcome, exchanges });
      }
      const runtime = await runtimes.get(id);
      if (runtime && findScenario(runtime.compiled.template, "SyncContactAuto")?.requests.length) {
        const { outcome, exchanges } = await lookUpNobody(runtime, env);
        const failure = findFailure(outcome);
        return loose({ asked: "search" as const, ...(failure !== undefined && { failure }), outcome, exchanges });
      }
      return { asked: "nothing" as const, exchanges: [] };
    },
  );
}

function lookUpNobody(
  { compiled, fields, connection, integration }: IntegrationRuntime,
  env: ApiContext["env"],
): ReturnType<typeof runScenario> {
  return runScenario({
    compiled,
    scenarioId: "SyncContactAuto",
    variables: fillVariables({}, LOOKED_UP),
    fields,
    parameters: integration.settings.parameters.SyncContactAuto ?? {},
    connection,
    mode: "send",
    env,
  });
}

// A search that finds nobody is answered with success, or with 404 just as an address at which nothing is.
function findFailure(outcome: Outcome): string | undefined {
  if (outcome.kind === "delivered") return undefined;
  if (outcome.kind !== "nothing-found") return "reason" in outcome ? outcome.reason : outcome.kind;
  return outcome.status < 300 ? undefined : `the helpdesk answered ${outcome.status}; is its address right?`;
}
