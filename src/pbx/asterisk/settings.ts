import { z } from "zod";
import { Secret } from "../../base/index.ts";

const name = z.string().trim().min(1, "is empty").max(100, "is longer than 100 characters");

const pattern = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(200, "is longer than 200 characters")
  .refine(isExpression, "is no regular expression; write one such as ^2\\d{3}$");

const folder = z
  .string()
  .trim()
  .refine((path) => path.startsWith("/"), "is no absolute path; begin it with /");

/** How an Asterisk is reached and logged in to over its manager interface (AMI), and how its channels are told apart. */
export const asteriskSettingsSchema = z
  .strictObject({
    host: name.describe("Name or address of the Asterisk server."),
    port: z.int().min(1).max(65535).default(5038).describe("5038, or tlsbindaddr's port (5039) with `tls`."),
    tls: z.boolean().default(false).describe("The manager interface speaks TLS (tlsenable in manager.conf)."),
    allowSelfSigned: z
      .boolean()
      .default(false)
      .describe("With `tls`: take a certificate that no authority has signed."),
    username: name.describe("The user's section in manager.conf."),
    secret: z
      .string({ error: "is missing; write it as text" })
      .min(1, "is empty")
      .max(500, "is longer than 500 characters")
      .transform((value) => new Secret(value))
      .describe("Its secret."),
    trunks: z.array(name).max(200).default([]).describe("Names of trunk endpoints that look like extensions."),
    extensionPattern: pattern
      .optional()
      .describe("Regular expression for the endpoints of phones; left out: two to six digits."),
    internalContexts: z
      .array(name)
      .max(200)
      .optional()
      .describe("Contexts of the phones; left out: internal, from-internal."),
    dialContext: name
      .optional()
      .describe("The context that clicked numbers are dialled in; left out: the phone's own."),
    recordingsFolder: folder.optional().describe("Where MixMonitor's files can be read on this machine."),
    recordingsPrefix: folder
      .default("/var/spool/asterisk/monitor")
      .describe("The same folder as Asterisk calls it, when it is another machine's."),
    cdrCsv: folder
      .optional()
      .describe("Master.csv, where it can be read on this machine: calls of a gap come from there."),
  })
  .refine((one) => one.tls || !one.allowSelfSigned, {
    path: ["allowSelfSigned"],
    message: "means nothing without tls; write tls: true",
  });

export type AsteriskSettings = z.output<typeof asteriskSettingsSchema>;

function isExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
