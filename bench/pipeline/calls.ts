import { createHmac } from "node:crypto";
import { toPost } from "./http-load.ts";
import { EVENTS_TOKEN, SIGNING_KEY } from "./rig.ts";

/** The body of one phone event as a PBX posts it. */
export type EventBody = Readonly<Record<string, string | number>>;

let calls = 0;

/** Numbers calls, so that each is a new one. */
export const newCallId = (): string => `bench-${process.pid}-${++calls}`;

/** A caller's number, a different one for each `n` below ten million. */
export const toNumber = (n: number): string => `+668${String(10_000_000 + (n % 10_000_000))}`;

/** An inbound call that is answered and ends: three events. */
export function toEvents(
  call: string,
  from: string,
  extension: string,
  at = Date.now(),
): [EventBody, EventBody, EventBody] {
  const facts = { call, direction: "inbound", from, to: "021234567" };
  return [
    { id: `${call}-1`, kind: "ringing", at, extension, ...facts },
    { id: `${call}-2`, kind: "answered", at: at + 1, extension, ...facts },
    { id: `${call}-3`, kind: "ended", at: at + 2, disposition: "answered", ...facts },
  ];
}

/** A call that is told of by one event, when it is over. */
export function toSummary(call: string, from: string, extension: string): EventBody {
  const at = Date.now();
  const times = { at, startedAt: at - 60_000, answeredAt: at - 50_000, endedAt: at, talkSeconds: 50 };
  return {
    id: `${call}-1`,
    call,
    kind: "summary",
    direction: "inbound",
    from,
    to: "021234567",
    extension,
    disposition: "answered",
    ...times,
  };
}

/** A POST of these events with a token. */
export function toTokenPost(path: string, events: EventBody | readonly EventBody[]): Buffer {
  return toPost(path, JSON.stringify(events), { authorization: `Bearer ${EVENTS_TOKEN}` });
}

/** A POST of these events with a Standard Webhooks signature. */
export function toSignedPost(path: string, events: EventBody | readonly EventBody[], id: string): Buffer {
  const body = JSON.stringify(events);
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", SIGNING_KEY).update(`${id}.${timestamp}.${body}`).digest("base64");
  return toPost(path, body, {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  });
}
