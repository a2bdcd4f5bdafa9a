import { z } from "zod";
import { wholeSchema } from "./wire.ts";

/** One message of the event push, out of whichever envelope it came in. */
export type WireMessage =
  | { readonly kind: "event"; readonly type: number; readonly body: Readonly<Record<string, unknown>> }
  /** The answer to a subscription, or a complaint. */
  | { readonly kind: "answer"; readonly errcode: number; readonly errmsg: string }
  /** Not to be understood, and why; the sentence quotes no content. */
  | { readonly kind: "unreadable"; readonly problem: string };

export const EVENT = {
  registration: 30007,
  extensionState: 30008,
  presence: 30009,
  callState: 30011,
  callEnd: 30012,
  transfer: 30013,
  forward: 30014,
  failure: 30015,
  incoming: 30016,
  alert: 30036,
  aiSummary: 30040,
} as const;

const envelopeSchema = z.looseObject({
  type: z
    .union([z.number(), z.string().regex(/^3\d{4}$/)])
    .transform(Number)
    .pipe(z.number().int()),
});

type Body = Readonly<Record<string, unknown>>;

/**
 * Reads a message in any of its shapes: `msg` as JSON text (as documented), `msg` as an object, and a flat body without envelope, whose
 * type is `flatType` where it is known, else follows from its members.
 */
export function readWireMessage(value: unknown, flatType?: number): WireMessage {
  if (!isBody(value)) return unreadable("is not a JSON object");
  const envelope = envelopeSchema.safeParse(value);
  if (envelope.success) return fromEnvelope(envelope.data.type, value);
  const errcode = wholeSchema.safeParse(value.errcode);
  if (errcode.success) return { kind: "answer", errcode: errcode.data, errmsg: String(value.errmsg ?? "") };
  const type = flatType ?? inferType(value);
  if (type === undefined) return unreadable(`has neither a type nor members that tell it: ${namesOf(value)}`);
  return { kind: "event", type, body: value };
}

/** Reads the text of a message. */
export function readWireText(text: string, flatType?: number): WireMessage {
  try {
    return readWireMessage(JSON.parse(text), flatType);
  } catch {
    return unreadable(`is not JSON (${text.length} characters)`);
  }
}

function fromEnvelope(type: number, value: Body): WireMessage {
  let { msg } = value;
  if (msg === undefined) return { kind: "event", type, body: value };
  if (typeof msg === "string") {
    try {
      msg = JSON.parse(msg);
    } catch {
      return unreadable(`of type ${type} has a msg that is not JSON`);
    }
  }
  return isBody(msg)
    ? { kind: "event", type, body: msg }
    : unreadable(`of type ${type} has a msg that is not an object`);
}

// A flat body of a call's end has a `type` too, but one that says Inbound or Outbound.
function inferType(body: Body): number | undefined {
  if (Array.isArray(body.members)) return "reason" in body ? EVENT.failure : EVENT.callState;
  if ("summary" in body || "aireceptionist" in body) return EVENT.aiSummary;
  if ("call_duration" in body || "talk_duration" in body) return EVENT.callEnd;
  if (!("extension" in body)) return undefined;
  if ("registered_ip" in body) return EVENT.registration;
  return /^(?:ringing|busy|idle)$/i.test(String(body.status)) ? EVENT.extensionState : EVENT.presence;
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function namesOf(body: Body): string {
  return Object.keys(body).slice(0, 8).join(", ") || "it is empty";
}

function unreadable(problem: string): WireMessage {
  return { kind: "unreadable", problem: `a message ${problem}` };
}
