import { isIP } from "node:net";
import { z } from "zod";
import {
  extensionSchema,
  frameAncestorsSchema,
  idSchema,
  ROLES,
  retentionSchema,
  SCOPE_PATTERN,
  settingsSchema,
  zoneSchema,
} from "../../api/index.ts";
import { PBX_KINDS } from "../../pbx/index.ts";

/** A value that must not stand in the file: taken from the environment, or from a file (its text without the last line break). */
const elsewhere = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })], {
  error: 'write { env: NAME } or { file: "path" }',
});

function isNetwork(text: string): boolean {
  const [address = "", bits] = text.split("/");
  const family = isIP(address);
  return family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
}

const oidcSchema = z
  .strictObject({
    issuer: z
      .url({ error: "write the issuer's address, such as https://id.example.com/realms/office" })
      .refine(
        (text) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(`${text}/`),
        "must begin with https://, or what it says of people could be altered on its way",
      )
      .describe("As in its /.well-known/openid-configuration."),
    clientId: z.string().min(1),
    clientSecret: elsewhere.optional(),
    scopes: z.array(z.string().min(1)).default(["openid", "email", "profile"]),
    roleClaim: z.string().min(1).optional().describe("The claim that says what somebody is, such as groups."),
    roles: z
      .record(z.string(), z.enum(ROLES))
      .optional()
      .describe("Which role each value of that claim stands for. Without both, roles are given in Deskbell."),
    extensionClaim: z.string().min(1).optional().describe("The claim with a person's extension or extensions."),
    extensionConnection: idSchema.optional().describe("The connection that those are of."),
    allowedDomains: z
      .array(z.string().min(1).toLowerCase())
      .default([])
      .describe("Whose e-mail addresses are let in; none named = all."),
    createPeople: z.boolean().default(false).describe("Adds whoever signs in and is not known; needs roleClaim."),
  })
  .superRefine(({ scopes, roleClaim, roles, extensionClaim, extensionConnection, createPeople }, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (!scopes.includes("openid")) say("scopes", 'must have "openid" among them');
    if (roleClaim !== undefined && !roles)
      say("roles", "is missing; say which role each value of roleClaim stands for");
    if (roles && roleClaim === undefined) say("roleClaim", "is missing; name the claim that roles are read from");
    if (extensionClaim !== undefined && extensionConnection === undefined) {
      say("extensionConnection", "is missing; name the connection that the extensions are of");
    }
    if (createPeople && roleClaim === undefined) {
      say("createPeople", "needs roleClaim and roles: else nobody says what a new person may do");
    }
  });

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
      trustedProxies: z
        .array(z.string().refine(isNetwork, "write an address such as 10.0.0.5, or a network such as 10.0.0.0/8"))
        .describe("Proxies in front of the server: what they say of whom they ask for is believed."),
    })
    .partial()
    .optional(),
  retention: retentionSchema
    .optional()
    .describe(
      "For how many days each kind of data is kept. It wins over what is set in the console; what neither says is kept for ever.",
    ),
  recordings: z
    .strictObject({
      linkDays: z
        .int()
        .min(1)
        .max(3650)
        .describe("So long after the call Deskbell's link to its recording is good; 365 by default."),
      fetchUrls: z
        .boolean()
        .describe(
          "Fetch recordings of which a PBX tells an address, and tell Deskbell's link in its place; false by default.",
        ),
      maxMegabytes: z.int().min(1).max(10_000).describe("The longest recording that is fetched; 200 by default."),
      cacheMegabytes: z
        .int()
        .min(1)
        .max(100_000_000)
        .describe("What all fetched recordings may take together; the least recently used go first. 2048 by default."),
      prefetch: z
        .boolean()
        .describe("Fetch each recording soon after its call, before the PBX deletes it; true by default."),
    })
    .partial()
    .optional()
    .describe("Recordings of calls; see docs/guide/recordings.md."),
  signIn: z
    .strictObject({
      passwords: z.boolean().describe("Whether people sign in by a password of Deskbell; true by default."),
      idleHours: z.int().min(1).max(8760).describe("A session ends when it was not used for so long; 12 by default."),
      maxDays: z.int().min(1).max(365).describe("And at the latest after so long; 7 by default."),
      oidc: oidcSchema.describe("A sign-in provider (OpenID Connect)."),
    })
    .partial()
    .optional(),
  pages: z
    .strictObject({ frameAncestors: frameAncestorsSchema.describe("Whose pages may show the agent desk in a frame.") })
    .partial()
    .optional(),
  connections: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(1).max(200).optional(),
        kind: z.enum(PBX_KINDS).default("generic").describe("Who is spoken to; generic = the PBX posts what happens."),
        enabled: z.boolean().optional().describe("False: the engine does not talk to the PBX."),
        settings: z
          .record(z.string(), z.unknown())
          .optional()
          .describe('What the kind of PBX needs (see docs/connect); secrets as { env: NAME } or { file: "path" }.'),
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
