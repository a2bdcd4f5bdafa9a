import { z } from "zod";
import { Secret } from "../../base/index.ts";

const secret = z
  .string({ error: "is missing; write it as text" })
  .trim()
  .min(1, "is empty")
  .max(500, "is longer than 500 characters")
  .transform((value) => new Secret(value));

const BASE_CURE = "write the PBX's address and port, such as https://192.0.2.10:8088 or https://name.ras.yeastar.com";

/** How a Yeastar P-Series is reached and logged in to: what its page Integrations > API shows. */
export const yeastarSettingsSchema = z
  .strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/, error: `is not an http or https address; ${BASE_CURE}` })
      .refine((url) => !/[?#@]/.test(url), `holds more than an address; ${BASE_CURE}`)
      .transform((url) => url.replace(/\/(?:openapi(?:\/v\d\.\d)?\/?)?$/, ""))
      .describe("The PBX's address: appliances and software mostly with port 8088, cloud and ras.yeastar.com without."),
    clientId: z.string().trim().min(1, "is empty; copy the Client ID from Integrations > API").max(200),
    clientSecret: secret.describe("The Client Secret from Integrations > API."),
    webhookSecrets: z
      .array(secret)
      .max(5, "a PBX has at most 5 webhooks; name one secret each")
      .default([])
      .describe("The secrets of the webhooks of Integrations > API > Webhook Event Push, where they are used."),
    allowSelfSigned: z
      .boolean()
      .default(false)
      .describe("Take a certificate that no authority has signed, as appliances come with."),
    certificateFingerprint: z
      .string()
      .trim()
      .transform((text) => text.replace(/[:\s]/g, "").toUpperCase())
      .refine((text) => /^[0-9A-F]{64}$/.test(text), "is not a SHA-256 fingerprint: 32 pairs of hexadecimal digits")
      .optional()
      .describe("Only a certificate with this SHA-256 fingerprint is taken."),
  })
  .refine((one) => one.certificateFingerprint === undefined || one.baseUrl.startsWith("https:"), {
    path: ["certificateFingerprint"],
    message: "means nothing without https; write baseUrl with https",
  });

export type YeastarSettings = z.output<typeof yeastarSettingsSchema>;
