import { z } from "zod";
import { XML_LIMITS } from "../../xml/index.ts";

export const xmlSchema = z
  .string()
  .max(XML_LIMITS.bytes)
  .describe("The text of a template; it need not be well-formed.");

const at = z.int().describe("Where it begins in the text, in UTF-16 code units.");
const parameter = z.object({
  name: z.string(),
  value: z.string(),
  type: z.string().optional(),
  father: z.string().optional(),
  title: z.string().optional(),
  key: z.string().optional(),
  at,
});

export const modelSchema = z
  .object({
    provider: z.string(),
    name: z.string(),
    key: z.string(),
    version: z.string(),
    remark: z.string(),
    auth: z.string(),
    maxConcurrentRequests: z.int(),
    supports: z.object({
      userAssociation: z.boolean(),
      callJournal: z.boolean(),
      createContact: z.boolean(),
      createTicket: z.boolean(),
    }),
    fields: z.array(
      z.object({ key: z.string(), title: z.string(), secret: z.boolean(), initial: z.string().optional(), at }),
    ),
    scenarios: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        at,
        parameters: z.array(parameter),
        requests: z.array(
          z.object({
            name: z.string(),
            method: z.string(),
            url: z.string(),
            next: z.string().optional(),
            at,
            parameters: z.array(parameter),
            outputs: z.array(z.object({ name: z.string(), path: z.string(), at })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "TemplateModel", description: "A template as data, for forms and trees." });

const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "write a name of letters, digits, _, . and -")
  .max(100);
const value = z.string().max(100_000);
const placeSchema = z.strictObject({
  scenario: z.string().optional(),
  request: z.string().optional(),
  parameter: z.int().min(0).optional().describe("Its place in the model's list, from 0."),
  output: z.int().min(0).optional().describe("Its place in the model's list, from 0."),
  field: z.string().optional().describe("A field of the connection form, by its key."),
});

export const editSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("set"), place: placeSchema, attribute: name, value }),
  z.strictObject({ kind: z.literal("remove"), place: placeSchema }),
  z.strictObject({ kind: z.literal("add-scenario"), id: name, type: z.enum(["AUTH", "REST"]) }),
  z.strictObject({
    kind: z.literal("add-request"),
    scenario: z.string(),
    name: value.min(1).max(200),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    url: value,
  }),
  z.strictObject({
    kind: z.literal("add-parameter"),
    place: placeSchema,
    attributes: z.strictObject({
      Name: value.min(1).max(200),
      Value: value.optional(),
      Type: value.optional(),
      Father: value.optional(),
      Editor: value.optional(),
      Title: value.optional(),
      Key: value.optional(),
    }),
  }),
  z.strictObject({
    kind: z.literal("set-output"),
    scenario: z.string(),
    request: z.string(),
    name: value.min(1).max(200),
    path: value,
  }),
]);
