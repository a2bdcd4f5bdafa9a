import { z } from "zod";
import { extensionSchema, idSchema, SCOPE_PATTERN, settingsSchema, zoneSchema } from "../../api/index.ts";

/** A value that must not stand in the file: taken from the environment, or from a file (its text without the last line break). */
const elsewhere = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })], {
  error: 'write { env: NAME } or { file: "path" }',
});

const days = z.int().min(1).max(36_500);

/** `deskbell.yaml`. Every member but `connections` may be left out. */
export const configSchema = z.strictObject({
  server: z
    .strictObject({
      host: z.string().min(1).describe("Address to listen on; 127.0.0.1 by default."),
      port: z.int().min(0).max(65535).describe("Port to listen on; 8484 by default, 0 = any free one."),
      publicUrl: z
        .url({ protocol: /^https?$/, error: "write an address such as https://deskbell.example.com" })
        .describe("Under which browsers reach the server; OAuth2 sends them back to it."),
      allowPrivateTargets: z.boolean().describe("Lets requests go to this machine and the local network."),
      logLevel: z.enum(["debug", "info", "warn", "error", "silent"]),
    })
    .partial()
    .optional(),
  retention: z
    .strictObject({
      callDays: days.describe("Calls with all that is known of them."),
      exchangeDays: days.describe(
        "What was sent to the helpdesk and what came back; outcomes stay as long as their call.",
      ),
      contactDays: days.describe("Contacts in the phonebook since they were last read from the helpdesk."),
    })
    .partial()
    .optional()
    .describe("For how many days each kind of data is kept; what is left out is kept for ever."),
  connections: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(1).max(200).optional(),
        kind: z.literal("generic").default("generic"),
        zone: zoneSchema.describe("Time zone of the PBX."),
        signingSecret: elsewhere.optional().describe("Of posted events (Standard Webhooks)."),
        extensions: z.array(extensionSchema).default([]),
      }),
    )
    .default([]),
  templates: z
    .array(
      z.strictObject({
        key: z
          .string()
          .regex(/^[A-Za-z0-9_.-]{1,64}$/, "use 1 to 64 letters, digits, dots, dashes or underscores")
          .optional()
          .describe("The template's own Key when left out."),
        file: z.string().min(1).optional().describe("Path of the XML file, from the folder of deskbell.yaml."),
        shipped: z
          .string()
          .min(1)
          .optional()
          .describe("A template that comes with Deskbell: zendesk, zoho-desk, request-tracker."),
      }),
    )
    .default([]),
  phonebooks: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(1).max(200).optional(),
        connection: z.string().optional().describe("The PBX connection it belongs to; all of them when left out."),
      }),
    )
    .default([])
    .describe(
      "Phonebooks to choose for an integration, or to keep contacts in by hand. Each integration has one of its own anyway.",
    ),
  integrations: z
    .array(
      z.strictObject({
        id: idSchema,
        connection: z.string(),
        template: z.string().describe("Key of a template."),
        enabled: z.boolean().optional(),
        fields: z
          .record(
            z.string(),
            z.union([z.string(), elsewhere], { error: 'write a text in quotes, { env: NAME } or { file: "path" }' }),
          )
          .default({}),
        settings: settingsSchema.optional(),
        associations: z.array(z.strictObject({ extension: z.string().min(1), user: z.string().min(1) })).optional(),
      }),
    )
    .default([]),
  tokens: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        scopes: z
          .array(
            z.string().regex(SCOPE_PATTERN, "is none of admin, read, agent, events:write, events:write:CONNECTION"),
          )
          .min(1),
        value: elsewhere,
      }),
    )
    .default([]),
});

export type Config = z.infer<typeof configSchema>;
