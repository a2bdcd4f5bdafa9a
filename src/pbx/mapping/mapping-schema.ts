import { z } from "zod";

/** Members that any event may have: what a mapping may say once for all. */
const SHARED = [
  "id",
  "call",
  "at",
  "direction",
  "from",
  "to",
  "callerName",
  "trunk",
  "queue",
  "extension",
  "leg",
] as const;

/** Members of one kind of event or another. */
const SPECIAL = [
  "reason",
  "toExtension",
  "toNumber",
  "disposition",
  "abandoned",
  "startedAt",
  "answeredAt",
  "endedAt",
  "talkSeconds",
] as const;

/** Members of an event that a mapping fills, in the order in which they are worked out: the id may be made of all others. */
export const EVENT_MEMBERS = [
  ...SHARED.filter((name) => name !== "id"),
  ...SPECIAL,
  "recording.url",
  "recording.file",
  "id",
] as const;

export type EventMember = (typeof EVENT_MEMBERS)[number];

const MAX_SOURCE = 16 * 1024;
const MAX_PATH = 1024;
const MAX_WORDS = 500;
const MAX_CASES = 100;
const MAX_EVENTS = 50;
const MAX_CHOICES = 20;

const template = z.string().max(MAX_SOURCE, `is longer than ${MAX_SOURCE} characters`);
const path = z
  .string()
  .min(1, "is empty; write a GJSON path, such as call.id")
  .max(MAX_PATH, `is longer than ${MAX_PATH} characters`);

/** Where a value comes from, and how it is read. */
export interface SourceDefinition {
  /** A GJSON path, asked of the item. */
  readonly path?: string | undefined;
  /** A GJSON path, asked of the whole body. */
  readonly body?: string | undefined;
  /** A Go template over the item. */
  readonly template?: string | undefined;
  /** Always this. */
  readonly value?: string | undefined;
  /** The first of these that is not empty. */
  readonly first?: readonly Source[] | undefined;
  /** A short digest of these together; empty when all of them are. */
  readonly hash?: readonly Source[] | undefined;
  /** The PBX's word → ours, in any case of letters; `*` is for all others. */
  readonly table?: Readonly<Record<string, string>> | undefined;
  /** How it is read, where that is not what its member asks for. */
  readonly as?: (typeof READINGS)[number] | undefined;
  /** Of a time: the order of its parts. */
  readonly format?: string | undefined;
  /** Of a time without a zone: its IANA zone, where that is not the connection's. */
  readonly zone?: string | undefined;
}

/** A text is a Go template when it holds `{{`, else a GJSON path. */
export type Source = string | SourceDefinition;

export const READINGS = ["text", "number", "name", "extension", "time", "seconds"] as const;
const KINDS_OF_SOURCE = ["path", "body", "template", "value", "first", "hash"] as const;

const sourceSchema: z.ZodType<Source> = z.lazy(() => z.union([template, sourceObjectSchema], { error: unionError }));

const sourceObjectSchema = z
  .strictObject({
    path: path.optional(),
    body: path.optional(),
    template: template.optional(),
    value: z.string().max(MAX_PATH).optional(),
    first: z.array(sourceSchema).min(1).max(MAX_CHOICES).optional(),
    hash: z.array(sourceSchema).min(1).max(MAX_CHOICES).optional(),
    table: z
      .record(z.string(), z.string())
      .refine((table) => Object.keys(table).length <= MAX_WORDS, `has more than ${MAX_WORDS} words`)
      .optional(),
    as: z.enum(READINGS).optional(),
    format: z.string().max(100).optional(),
    zone: z.string().max(100).optional(),
  })
  .refine(
    (one) => KINDS_OF_SOURCE.filter((name) => one[name] !== undefined).length === 1,
    `says its source not at all or twice; give exactly one of ${KINDS_OF_SOURCE.join(", ")}`,
  );

function unionError(issue: { readonly input?: unknown }): string {
  return `is ${JSON.stringify(issue.input)?.slice(0, 60)}; write a GJSON path, a Go template, or an object such as {"path": "state", "table": {"up": "answered"}}`;
}

const words = z.union([z.string(), z.array(z.string()).min(1).max(MAX_WORDS)]);

/** What a value must be: one of these words, there (true), not there (false), or none of these words. */
export type Expectation = string | readonly string[] | boolean | { readonly not: string | readonly string[] };

const conditionsSchema = z.record(
  z.string().max(MAX_SOURCE),
  z.union([words, z.boolean(), z.strictObject({ not: words })], {
    error: () => 'is no condition; write a word, a list of words, true (is there), false (is not there), or {"not": …}',
  }),
);

const sources = <const Names extends readonly string[]>(names: Names) =>
  Object.fromEntries(names.map((name) => [name, sourceSchema.optional()])) as {
    [Name in Names[number]]: z.ZodOptional<typeof sourceSchema>;
  };

const recordingSchema = z.strictObject(sources(["url", "file"]));
const sharedSchema = z.strictObject(sources(SHARED));

const eventSchema = z.strictObject({
  kind: z
    .union([z.string().max(MAX_SOURCE), sourceObjectSchema], { error: unionError })
    .describe("A kind of event, a Go template that writes one, or a source with a table. `ignore` = no event."),
  when: conditionsSchema.optional(),
  ...sources(SHARED),
  ...sources(SPECIAL),
  recording: recordingSchema.optional(),
});

const caseSchema = z.strictObject({
  when: conditionsSchema.optional(),
  members: sharedSchema.optional(),
  events: z.array(eventSchema).max(MAX_EVENTS),
});

/** A mapping as it is written: how one request of a PBX becomes phone events. */
export const mappingSchema = z.strictObject({
  body: z
    .enum(["json", "form", "query"], {
      error: (issue) => `is ${JSON.stringify(issue.input)}; it is "json", "form" or "query"`,
    })
    .describe("Where the values are: in a JSON body, in a form, or behind the `?` of the address."),
  decode: z.literal("percent").optional().describe("The texts within the JSON are percent-encoded."),
  each: path.optional().describe("A GJSON path to a list, when one request tells several things."),
  extensions: z
    .array(z.string().max(100))
    .max(MAX_WORDS)
    .optional()
    .describe("Which numbers are extensions: 2001, 1000-1999, 2XX."),
  members: sharedSchema.optional().describe("Members of all events."),
  cases: z
    .array(caseSchema)
    .min(1, "is empty; write at least one case")
    .max(MAX_CASES)
    .describe(
      "The first case whose conditions hold gives its events; one without events is for what is to be ignored.",
    ),
});

export type MappingDefinition = z.output<typeof mappingSchema>;
export type CaseDefinition = z.output<typeof caseSchema>;
export type EventDefinition = z.output<typeof eventSchema>;
