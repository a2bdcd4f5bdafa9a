import { z } from "zod";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { loose } from "../loose.ts";

const nodeSchema = z.looseObject({
  id: z.string(),
  name: z.string().describe("Its host and process."),
  version: z.string().describe("Of Deskbell."),
  startedAt: z.int().describe("Milliseconds since 1970, as `seenAt`."),
  seenAt: z.int(),
  this: z.boolean().describe("It is the one that answers."),
  connections: z.array(z.string()).describe("The PBX connections that it alone talks to, by id."),
});

export function addNodeRoutes(api: Api, { engine }: ApiContext): void {
  api.get(
    "/api/v1/nodes",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listNodes",
        summary: "The servers that work on the store, the oldest first",
        description: "Those that were heard of within the last 15 seconds. A store in a file has one.",
        tags: ["health"],
        response: { 200: z.object({ nodes: z.array(nodeSchema) }) },
      },
    },
    async () => loose({ nodes: await engine.listNodes() }),
  );
}
