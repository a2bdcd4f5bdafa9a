import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findDelivery, listAttempts, listDeliveries } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { deliverySchema, errorSchema, exchangeSchema, outcomeSchema } from "../contract.ts";
import { loose } from "../loose.ts";

const tags = ["deliveries"];
const params = z.object({ id: z.string() });

export function addDeliveryRoutes(api: Api, { store, engine }: ApiContext): void {
  api.get(
    "/api/v1/deliveries",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listDeliveries",
        summary: "List deliveries, the newest first",
        tags,
        querystring: z.strictObject({
          state: z.enum(["waiting", "running", "done", "dead", "cancelled"]).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ deliveries: z.array(deliverySchema) }) },
      },
    },
    async (request) => {
      const { state, limit } = request.query;
      return { deliveries: loose(await store.read(() => listDeliveries({ limit, ...(state && { state }) }))) };
    },
  );

  api.get(
    "/api/v1/deliveries/:id",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getDelivery",
        summary: "One delivery with its attempts and their redacted exchanges",
        tags,
        params,
        response: {
          200: z.object({
            delivery: deliverySchema,
            attempts: z.array(
              z.looseObject({ number: z.int(), outcome: outcomeSchema, exchanges: z.array(exchangeSchema) }),
            ),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const delivery = await store.read(() => findDelivery(id));
      if (!delivery) throw new DeskbellError("NOT_FOUND", `there is no delivery "${id}"`);
      const attempts = await store.read(() => listAttempts(id));
      return loose({ delivery, attempts });
    },
  );

  for (const [word, summary, act] of [
    ["replay", "Make a dead or cancelled delivery due again", engine.replayDelivery],
    ["cancel", "Cancel a waiting or dead delivery", engine.cancelDelivery],
  ] as const) {
    api.post(
      `/api/v1/deliveries/:id/${word}`,
      {
        config: { scope: "admin" },
        schema: {
          operationId: `${word}Delivery`,
          summary,
          tags,
          params,
          response: { 200: deliverySchema, 404: errorSchema, 409: errorSchema },
        },
      },
      async (request) => ({ ...(await act(request.params.id)) }),
    );
  }
}
