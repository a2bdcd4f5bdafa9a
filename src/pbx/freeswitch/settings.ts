import { z } from "zod";
import { Secret } from "../../base/index.ts";
import { readExtensionPatterns } from "../mapping/number-shapes.ts";

/** How the event socket of a FreeSWITCH is reached: what its event_socket.conf.xml says. */
export const freeswitchSettingsSchema = z.strictObject({
  host: z
    .string({ error: "is missing; write the name or address of the switch" })
    .trim()
    .regex(/^[\w.:-]{1,253}$/, "is no host; write a name or an address without port and protocol"),
  port: z.int().min(1).max(65_535).default(8021).describe("`listen-port`."),
  password: z
    .string({ error: "is missing; write it as text" })
    .min(1, "is empty")
    .max(500, "is longer than 500 characters")
    .regex(/^[^\r\n\0]*$/, "holds a line break")
    .transform((value) => new Secret(value))
    .describe("`password`; change it from the one that FreeSWITCH comes with."),
  extensions: z
    .array(z.string().max(100))
    .max(500)
    .refine(
      (patterns) => readExtensionPatterns(patterns),
      "holds something that is no pattern; write 2001, 1000-1999 or 2XX",
    )
    .optional()
    .describe("Which numbers are extensions (2001, 1000-1999, 2XX), where the switch's directory does not tell."),
  domain: z
    .string()
    .regex(/^[\w.-]{1,253}$/, "is no domain; write it like pbx.example.com")
    .optional()
    .describe("The directory's domain, where there are several."),
  dialContext: z
    .string()
    .regex(/^[\w.-]{1,100}$/, "is no name of a context")
    .default("default")
    .describe("The context of the dialplan by which click to call dials."),
});

export type FreeswitchSettings = z.output<typeof freeswitchSettingsSchema>;
