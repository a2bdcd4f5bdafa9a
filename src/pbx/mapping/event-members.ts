import type { PhoneEventKind } from "../../domain/index.ts";
import { EVENT_WORDS, ONLY_IN } from "../phone-event-schema.ts";
import type { CompiledSource, Subject } from "./compile-source.ts";
import type { EventMember, SourceDefinition } from "./mapping-schema.ts";
import { toNameText, toNumberText } from "./number-shapes.ts";
import { readTime } from "./read-time.ts";

type Reading = NonNullable<SourceDefinition["as"]> | "word" | "truth";

/** How the text of a member is read where the mapping does not say otherwise. */
const READING_OF: Readonly<Record<EventMember, Reading>> = {
  id: "text",
  call: "text",
  at: "time",
  direction: "word",
  from: "number",
  to: "number",
  callerName: "name",
  trunk: "text",
  queue: "number",
  extension: "extension",
  leg: "text",
  reason: "word",
  toExtension: "extension",
  toNumber: "number",
  disposition: "word",
  abandoned: "truth",
  startedAt: "time",
  answeredAt: "time",
  endedAt: "time",
  talkSeconds: "seconds",
  "recording.url": "text",
  "recording.file": "text",
};

/** What a member became: its value, nothing, or nothing because the PBX used a word that the mapping does not know. */
export type MemberValue = string | number | true | undefined | { readonly unknown: string };

/** Whether a member means something in events of a kind. */
export function belongsTo(member: EventMember, kind: PhoneEventKind): boolean {
  return ONLY_IN[member.split(".", 1)[0] as string]?.includes(kind) ?? true;
}

/** Reads one member of an event. Throws an Error that says what cannot be read. */
export function readMember(member: EventMember, source: CompiledSource, subject: Subject): MemberValue {
  const text = source.text(subject);
  const { as, format, zone = subject.zone } = source.settings;
  if (text === "") return undefined;
  switch (as ?? READING_OF[member]) {
    case "text":
      return text;
    case "number":
      return toNumberText(text) || undefined;
    case "name":
      return toNameText(text) || undefined;
    case "extension": {
      const number = toNumberText(text);
      return subject.isExtension(number) ? number : undefined;
    }
    case "time":
      return readTime(text, { zone, ...(format !== undefined && { format }) });
    case "seconds":
      return readSeconds(text);
    case "word":
      return readWord(member, text);
    case "truth":
      return readTruth(text);
  }
}

/** Only what is so is told. */
function readTruth(text: string): MemberValue {
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? undefined : { unknown: text };
}

function readWord(member: EventMember, text: string): MemberValue {
  const words: readonly string[] = EVENT_WORDS[member as "direction" | "reason" | "disposition"];
  const word = text.toLowerCase();
  return words.includes(word) ? word : { unknown: text };
}

/** Seconds, or hours, minutes and seconds with colons. */
function readSeconds(text: string): number {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/.exec(text);
  const seconds = clock ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : Number(text);
  if (Number.isFinite(seconds)) return seconds;
  throw new Error(`${JSON.stringify(text.slice(0, 60))} is no number of seconds; 65, 65.2 and 00:01:05 can be read`);
}
