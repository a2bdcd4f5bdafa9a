import { z } from "zod";
import type { Api } from "../app.ts";
import { watchFor } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { findFrameAncestors, frameAncestorsSchema, setFrameAncestors } from "./frame-ancestors.ts";
import { createRotation } from "./rotate-key.ts";

const tags = ["settings"];
const parts = z.array(z.looseObject({}));

export function addSettingRoutes(api: Api, context: ApiContext): void {
  const { store } = context;
  const pagesSchema = z.object({ frameAncestors: frameAncestorsSchema });

  api.get(
    "/api/v1/config",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "exportConfig",
        summary: "What is set up, as a configuration",
        description:
          "Kept as deskbell.yaml (JSON is YAML too) it sets up the same again. Each secret stands as the name of an environment variable; templates stand as files, to be downloaded beside it.",
        tags,
        response: {
          200: z.object({
            connections: parts,
            templates: parts,
            phonebooks: parts,
            integrations: parts,
            tokens: parts,
            retention: z.looseObject({}).optional(),
          }),
        },
      },
    },
    async () => loose(await context.readSetUp()),
  );

  api.get(
    "/api/v1/settings/pages",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getPageSettings",
        summary: "Whose pages may show the agent desk in a frame",
        tags,
        response: { 200: pagesSchema },
      },
    },
    async () => ({ frameAncestors: [...(await store.read(findFrameAncestors))] }),
  );

  api.put(
    "/api/v1/settings/pages",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putPageSettings",
        summary: "Say whose pages may show the agent desk in a frame",
        description: "Origins, as https://example.zendesk.com. No other page of Deskbell can be framed.",
        tags,
        body: z.strictObject({ frameAncestors: frameAncestorsSchema }),
        response: { 200: pagesSchema, 400: errorSchema },
      },
    },
    async (request) => {
      const { frameAncestors } = request.body;
      const watched = watchFor(request, context, "pages", findFrameAncestors);
      await watched.write(() => setFrameAncestors(frameAncestors));
      return { frameAncestors };
    },
  );

  api.post(
    "/api/v1/settings/rotate-key",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "rotateKey",
        summary: "Seal all stored secrets with a new key",
        description:
          "The server goes on meanwhile. Afterwards the old key is forgotten. Where the keys come from DESKBELL_KEY, or several nodes share the store, put the new one in front of the old one and restart before; take the old one away afterwards.",
        tags,
        response: { 200: z.object({ keyId: z.string(), resealed: z.int() }), 409: errorSchema },
      },
    },
    createRotation(context),
  );
}
