import { z } from "zod";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { createRotation } from "./rotate-key.ts";

export function addSettingRoutes(api: Api, context: ApiContext): void {
  api.post(
    "/api/v1/settings/rotate-key",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "rotateKey",
        summary: "Seal all stored secrets with a new key",
        description:
          "The server goes on meanwhile. Afterwards the old key is forgotten. Where the keys come from DESKBELL_KEY, put the new one in front of the old one there and restart before; take the old one away afterwards.",
        tags: ["settings"],
        response: { 200: z.object({ keyId: z.string(), resealed: z.int() }), 409: errorSchema },
      },
    },
    createRotation(context),
  );
}
