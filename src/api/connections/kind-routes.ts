import { z } from "zod";
import { Secret } from "../../base/index.ts";
import { MAPPING_PRESETS, PBX_KINDS, pbxSettingsSchema } from "../../pbx/index.ts";
import type { Api } from "../app.ts";

/** Long enough for each secret, and no valid value of anything else that is read as text and kept as a secret. */
const SAMPLE = "x".repeat(40);

/** What each kind of PBX asks for, so that a form can be made of it. */
export function addKindRoutes(api: Api): void {
  api.get(
    "/api/v1/connection-kinds",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listConnectionKinds",
        summary: "The kinds of PBX, and the settings of each",
        description: "Settings as JSON Schema (2020-12), as they are written; secrets have `format: password`.",
        tags: ["connections"],
        response: {
          200: z.object({
            kinds: z.array(z.object({ kind: z.enum(PBX_KINDS), settings: z.record(z.string(), z.unknown()) })),
            mappings: z.array(z.string()).describe("Names of the ready mappings of kind generic."),
          }),
        },
      },
    },
    async () => ({
      kinds: PBX_KINDS.map((kind) => ({ kind, settings: describeSettings(kind) })),
      mappings: Object.keys(MAPPING_PRESETS),
    }),
  );
}

function describeSettings(kind: (typeof PBX_KINDS)[number]): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(pbxSettingsSchema(kind), {
    io: "input",
    unrepresentable: "any",
    reused: "inline",
    override: ({ zodSchema, jsonSchema }) => {
      // Only reading a value tells that it is wrapped afterwards.
      const reading = z.safeParse(zodSchema, SAMPLE);
      if (reading.success && (reading.data as unknown) instanceof Secret) jsonSchema.format = "password";
    },
  });
  return schema;
}
