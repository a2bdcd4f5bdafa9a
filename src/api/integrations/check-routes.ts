import { z } from "zod";
import { findTemplate } from "../../store/index.ts";
import { findScenario, readTemplate } from "../../template/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, exchangeSchema, outcomeSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { getIntegration } from "./shown.ts";

/** A name that hardly anybody has: the answer is small, and whether there is one is all that counts. */
const SEARCHED = "deskbell";

/** Whether a helpdesk lets an integration in. */
export function addCheckRoutes(api: Api, { store, engine }: ApiContext): void {
  api.post(
    "/api/v1/integrations/:id/check",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "checkIntegration",
        summary: "Try whether the helpdesk lets an integration in",
        description:
          "By a request that only reads: its users, else a search. `nothing`: the template has neither, and the first call shows it.",
        tags: ["integrations"],
        params: z.object({ id: z.string() }),
        response: {
          200: z.object({
            asked: z.enum(["users", "search", "nothing"]),
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
        const { outcome, exchanges } = await engine.refreshUsers(id);
        return loose({ asked: "users" as const, outcome, exchanges });
      }
      if (template && findScenario(template, "SearchContact")?.requests.length) {
        const { outcome, exchanges } = await engine.searchContacts(id, SEARCHED);
        return loose({ asked: "search" as const, outcome, exchanges });
      }
      return { asked: "nothing" as const, exchanges: [] };
    },
  );
}
