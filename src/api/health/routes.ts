import { z } from "zod";
import { countDeliveries } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { addNodeRoutes } from "./node-routes.ts";

export function addHealthRoutes(api: Api, context: ApiContext): void {
  const { store, feed, version } = context;
  api.get(
    "/healthz",
    {
      schema: {
        operationId: "getHealth",
        summary: "Whether the process is alive",
        tags: ["health"],
        security: [],
        response: { 200: z.object({ ok: z.literal(true), version: z.string() }) },
      },
    },
    async () => ({ ok: true as const, version }),
  );
  api.get(
    "/readyz",
    {
      schema: {
        operationId: "getReadiness",
        summary: "Whether the store answers, and how much work waits",
        tags: ["health"],
        security: [],
        response: {
          200: z.object({
            ok: z.literal(true),
            deliveries: z.object({
              waiting: z.int(),
              running: z.int(),
              dead: z.int(),
              inDoubt: z.int().describe("Of the dead ones those that may have been carried out."),
            }),
            subscribers: z.int(),
          }),
        },
      },
    },
    async () => ({ ok: true as const, deliveries: await store.read(countDeliveries), subscribers: feed.size }),
  );
  addNodeRoutes(api, context);
  api.get(
    "/api/openapi.json",
    { config: { open: "it is the same everywhere" }, schema: { hide: true } },
    async (request) => request.server.swagger(),
  );
}
