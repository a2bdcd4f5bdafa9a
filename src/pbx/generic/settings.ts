import { z } from "zod";
import { Secret } from "../../base/index.ts";
import { MAPPING_PRESETS, type Mapping, readMapping } from "../mapping/index.ts";

const secret = (name: string) =>
  z
    .string({ error: `is missing; write ${name} as text` })
    .trim()
    .min(16, "is shorter than 16 characters; make one with: openssl rand -hex 32")
    .max(500, "is longer than 500 characters")
    .transform((value) => new Secret(value));

/** A ready mapping by name, or one that is written out; problems of a written one are told with their places in it. */
const mapping = z
  .union([z.string(), z.looseObject({})], {
    error: `is neither the name of a ready mapping (${Object.keys(MAPPING_PRESETS).join(", ")}) nor a mapping`,
  })
  .transform((value, context): Mapping => {
    const definition = typeof value === "string" ? MAPPING_PRESETS[value as keyof typeof MAPPING_PRESETS] : value;
    if (definition === undefined) {
      const message = `"${value}" is no ready mapping; known are ${Object.keys(MAPPING_PRESETS).join(", ")}`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
    const reading = readMapping(definition);
    if (reading.ok) return reading.mapping;
    for (const { path, message, help } of reading.problems) {
      const place = path.split(/[.[\]]+/).filter(Boolean);
      context.addIssue({ code: "custom", path: place, message: help ? `${message}; ${help}` : message });
    }
    return z.NEVER;
  });

/** A PBX that posts what happens. Without a mapping it posts in our own words. */
export const genericSettingsSchema = z.strictObject({
  mapping: mapping
    .optional()
    .describe(
      `How posted bodies become phone events: ${Object.keys(MAPPING_PRESETS).join(", ")}, or a mapping of your own.`,
    ),
  twilioAuthToken: secret("twilioAuthToken")
    .optional()
    .describe("Twilio's auth token: posts are believed by their X-Twilio-Signature."),
  urlToken: z
    .strictObject({
      value: secret("urlToken.value"),
      addresses: z
        .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
        .min(1, "is empty; name the addresses that the PBX posts from, since whoever sees the URL could post as well")
        .max(50),
    })
    .optional()
    .describe(
      "For a PBX that can neither sign nor send a token in a header: ?token=… in the URL, believed only from these addresses.",
    ),
});

export type GenericSettings = z.output<typeof genericSettingsSchema>;
