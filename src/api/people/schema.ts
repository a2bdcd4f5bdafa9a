import { z } from "zod";
import type { Person } from "../../store/index.ts";
import { ROLES } from "../scopes.ts";

/** E-mail address or name to sign in with; capital letters are the same as small ones. */
export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s"<>]{2,200}$/u, "write an e-mail address, or a name of 2 to 200 characters without spaces");
export const personNameSchema = z.string().trim().min(1).max(100);
export const passwordSchema = z.string().min(1).max(1000);
export const languageSchema = z.enum(["en", "th"]);
export const themeSchema = z.enum(["auto", "light", "dark"]);
export const ownExtensionSchema = z.strictObject({
  connectionId: z.string().min(1).max(64),
  number: z.string().trim().min(1).max(40),
});
const rolesSchema = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .transform((roles) => ROLES.filter((role) => roles.includes(role)));
const extensionsSchema = z.array(ownExtensionSchema).max(20);

/** A new person. */
export const personWishSchema = z.strictObject({
  login: loginSchema,
  name: personNameSchema,
  roles: rolesSchema,
  extensions: extensionsSchema.default([]).describe("Of an agent: they see the calls of these and get their pop-ups."),
  language: languageSchema.optional(),
});

/** What may be changed of a person. */
export const personChangeSchema = z.strictObject({
  login: loginSchema.optional(),
  name: personNameSchema.optional(),
  roles: rolesSchema.optional(),
  extensions: extensionsSchema.optional(),
  disabled: z.boolean().optional(),
});

export const personSchema = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    extensions: z.array(z.object({ connectionId: z.string(), number: z.string() })),
    disabled: z.boolean(),
    singleSignOn: z.boolean().describe("Has signed in by the sign-in provider."),
    language: z.string().optional(),
    createdAt: z.int(),
    signedInAt: z.int().optional(),
  })
  .meta({ id: "Person" });

export const linkSchema = z
  .object({ kind: z.enum(["invitation", "reset"]), url: z.string(), expiresAt: z.int() })
  .meta({ id: "OneTimeLink", description: "Good once. It is in this answer and never shown again." });

export const sessionSchema = z
  .object({
    id: z.string(),
    startedAt: z.int(),
    seenAt: z.int().describe("To the minute."),
    address: z.string(),
    browser: z.string(),
    this: z.boolean().describe("It is the one that asks."),
  })
  .meta({ id: "Session" });

/** A person without what only the store needs. */
export function toShownPerson({ id, login, name, roles, extensions, disabled, subject, ...rest }: Person) {
  const { language, createdAt, signedInAt } = rest;
  return {
    id,
    login,
    name,
    roles: [...roles],
    extensions: extensions.map((one) => ({ ...one })),
    disabled,
    singleSignOn: subject !== undefined,
    ...(language !== undefined && { language }),
    createdAt,
    ...(signedInAt !== undefined && { signedInAt }),
  };
}
