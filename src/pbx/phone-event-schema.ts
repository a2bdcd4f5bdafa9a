import { z } from "zod";
import { type PhoneEvent, type PhoneEventKind, toExtensionNumber } from "../domain/index.ts";
import { eventTimeSchema } from "./event-time.ts";

const KINDS = [
  "started",
  "ringing",
  "answered",
  "left",
  "transferred",
  "ended",
  "recorded",
  "summary",
] as const satisfies readonly PhoneEventKind[];

const DIRECTIONS = ["inbound", "outbound", "internal"] as const;
const DISPOSITIONS = ["answered", "no-answer", "busy", "failed", "voicemail"] as const;
const REASONS = ["hung-up", "no-answer", "busy", "declined", "answered-elsewhere", "transferred"] as const;

/** The words of the event language by member; a mapping translates a PBX's own into these. */
export const EVENT_WORDS = { kind: KINDS, direction: DIRECTIONS, reason: REASONS, disposition: DISPOSITIONS } as const;

const MAX_TEXT = 200;
const MAX_URL = 2000;
const WEEK_SECONDS = 7 * 24 * 3600;

/** Members that mean something only in events of certain kinds. */
export const ONLY_IN: Readonly<Record<string, readonly PhoneEventKind[]>> = {
  reason: ["left"],
  disposition: ["ended", "summary"],
  abandoned: ["ended"],
  toExtension: ["transferred"],
  toNumber: ["transferred"],
  recording: ["recorded", "summary"],
  startedAt: ["summary"],
  answeredAt: ["summary"],
  endedAt: ["summary"],
  talkSeconds: ["summary"],
};

const members = {
  id: text("id", "the event's own id")
    .min(1, "is empty; give each event an id that is the same when it is sent again")
    .describe("The event's own id within its connection; the same id again is the same event."),
  call: text("call", "the PBX's id of the call")
    .min(1, "is empty; give the PBX's id of the call")
    .describe("The PBX's id of the call, the same over transfers and queues."),
  kind: choice("kind", KINDS).describe("What happened."),
  at: eventTimeSchema,
  direction: choice("direction", DIRECTIONS).optional().describe("Left out: inferred from the numbers."),
  from: number("from")
    .optional()
    .describe("Inbound: the caller. Outbound: the calling extension. Empty or `anonymous` when withheld."),
  to: number("to").optional().describe("The dialled number."),
  callerName: text("callerName", "the caller's name").optional(),
  trunk: text("trunk", "the trunk's name").optional(),
  queue: number("queue").optional().describe("The queue or ring group that the call came through."),
  extension: number("extension")
    .optional()
    .describe("The extension that rings, answers or leaves; outbound: the caller's."),
  leg: text("leg", "the PBX's id of the leg")
    .optional()
    .describe("The PBX's id of this extension's channel, where it has one."),
  reason: choice("reason", REASONS).optional().describe("`left`: why the extension is no longer in the call."),
  toExtension: number("toExtension").optional().describe("`transferred`: the extension that it went to."),
  toNumber: number("toNumber").optional().describe("`transferred`: the outside number that it went to."),
  disposition: choice("disposition", DISPOSITIONS)
    .optional()
    .describe("`ended`, `summary`: how the call ended. A menu or queue that picked up is no answer."),
  abandoned: z
    .literal(true, { error: (issue) => `is ${shown(issue.input)}; write true, or leave it out` })
    .optional()
    .describe("`ended`: the caller gave up before anybody answered or refused."),
  recording: z
    .strictObject(
      {
        url: z
          .url({ protocol: /^https?$/, error: "is not an http or https address" })
          .max(MAX_URL)
          .optional(),
        file: text("file", "the PBX's file name").optional(),
      },
      { error: objectError("recording", ["url", "file"]) },
    )
    .refine((one) => one.url !== undefined || one.file !== undefined, "is empty; give `url`, `file` or both")
    .optional()
    .describe("`recorded`, `summary`: where the recording can be heard."),
  startedAt: eventTimeSchema.optional(),
  answeredAt: eventTimeSchema.optional(),
  endedAt: eventTimeSchema.optional(),
  talkSeconds: z
    .number({ error: (issue) => `is ${shown(issue.input)}; write seconds as a number` })
    .min(0, "is negative; write the seconds of talk")
    .max(WEEK_SECONDS, "is longer than a week; write seconds, not milliseconds")
    .optional()
    .describe("`summary`: seconds of talk by the PBX's own count."),
};

const bodySchema = z.strictObject(members, { error: objectError("an event", Object.keys(members)) });

/** One event as the REST API takes it; becomes a {@link PhoneEvent}. Unknown members are refused by name. */
export const phoneEventSchema = bodySchema.superRefine(checkKind).transform(toPhoneEvent);

/** One event as it is written in JSON. */
export type PhoneEventBody = z.input<typeof bodySchema>;

function checkKind(body: z.output<typeof bodySchema>, context: z.RefinementCtx): void {
  const complain = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  for (const [name, kinds] of Object.entries(ONLY_IN)) {
    if (body[name as keyof typeof body] === undefined || kinds.includes(body.kind)) continue;
    complain(
      name,
      `means nothing in an event of kind "${body.kind}"; it belongs to ${kinds.map((kind) => `"${kind}"`).join(" and ")}`,
    );
  }
  if ((body.kind === "answered" || body.kind === "left") && !body.extension && !body.leg) {
    const cure = "name the person's extension (outbound: the caller's); a menu or queue that picks up is not an answer";
    complain("extension", `is missing: nobody can tell who "${body.kind}"; ${cure}`);
  }
  if (body.kind === "transferred" && !body.toExtension && !body.toNumber) {
    complain("toExtension", "is missing: say with `toExtension` or `toNumber` where the call went");
  }
  if (body.kind === "recorded" && !body.recording) {
    complain("recording", "is missing: say with `recording.url` or `recording.file` where the recording is");
  }
}

function toPhoneEvent(body: z.output<typeof bodySchema>): PhoneEvent {
  const { id, call, at, leg, extension, toExtension, talkSeconds, recording, ...rest } = body;
  const event = {
    ...rest,
    key: id,
    pbxCallId: call,
    occurredAt: at,
    ...(leg && { legId: leg }),
    ...(extension && { extension: toExtensionNumber(extension) }),
    ...(toExtension && { toExtension: toExtensionNumber(toExtension) }),
    ...(talkSeconds !== undefined && { talkSeconds: Math.round(talkSeconds) }),
    ...(recording && { recording }),
  };
  // checkKind has made sure of the members that a kind needs and of those it must not have.
  return event as PhoneEvent;
}

function text(name: string, meaning: string) {
  return z
    .string({
      error: (issue) =>
        issue.input === undefined ? `is missing: ${meaning}` : `is ${shown(issue.input)}; write ${name} as text`,
    })
    .trim()
    .max(MAX_TEXT, `is longer than ${MAX_TEXT} characters`);
}

function number(name: string) {
  return z
    .string({
      error: (issue) =>
        `is ${shown(issue.input)}; write ${name} as text in quotes, since a number loses its leading zeros`,
    })
    .trim()
    .max(MAX_TEXT, `is longer than ${MAX_TEXT} characters`);
}

function choice<const Values extends readonly string[]>(name: string, values: Values) {
  return z.enum(values, {
    error: (issue) => {
      const what = issue.input === undefined ? "is missing" : `is ${shown(issue.input)}`;
      return `${what}; ${name} is one of ${values.map((value) => `"${value}"`).join(", ")}`;
    },
  });
}

function objectError(what: string, known: readonly string[]) {
  return (issue: { readonly code?: string; readonly input?: unknown }) =>
    issue.code === "unrecognized_keys"
      ? `is not a member of ${what}; known are ${known.join(", ")}`
      : `is ${shown(issue.input)} where ${what} was expected, a JSON object`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
