import type { Problem } from "../../base/index.ts";
import type { PhoneEvent, PhoneEventKind } from "../../domain/index.ts";
import { EVENT_WORDS } from "../phone-event-schema.ts";
import { MAX_EVENTS_PER_REQUEST, readPhoneEvents } from "../read-phone-events.ts";
import { type Subject, toDigest } from "./compile-source.ts";
import { belongsTo, readMember } from "./event-members.ts";
import { type PostedRequest, readBody } from "./read-body.ts";
import type { Mapping } from "./read-mapping.ts";

export interface MappingContext {
  /** IANA zone of the PBX, for times without a zone. */
  readonly zone: string;
  /** When the request came (ms since 1970): the time of events whose PBX tells none. */
  readonly receivedAt: number;
  /** Which numbers are extensions, where that is known better than by the mapping's patterns. */
  readonly isExtension?: (number: string) => boolean;
}

export type Mapped =
  /** `notes` tell what was left out, a line each. Events may be none: what the mapping ignores is no mistake. */
  | { readonly events: readonly PhoneEvent[]; readonly notes: readonly string[] }
  | { readonly problems: readonly Problem[] };

/** An event in the making, and where it comes from. */
interface Draft {
  readonly place: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** At most so many problems are told at once; many wrong events mostly have one cause. */
const MAX_PROBLEMS = 100;
const MAX_NOTES = 50;
const MAX_NAME = 200;

/**
 * Turns one request of a PBX into phone events. Either all its events, or all its problems, each with its place
 * (`items[2].cases[0].events[1].at`). Pure: the same request gives the same events with the same ids, so a repeated one changes nothing.
 */
export function applyMapping(mapping: Mapping, request: PostedRequest, context: MappingContext): Mapped {
  const read = readBody(request, mapping.definition);
  if ("problems" in read) return read;
  const drafts: Draft[] = [];
  const notes: string[] = [];
  const problems: Problem[] = [];
  const isExtension = context.isExtension ?? mapping.isExtension;
  for (const [index, item] of read.items.entries()) {
    const subject = { item, whole: read.whole, data: JSON.parse(item) as unknown, zone: context.zone, isExtension };
    const place = mapping.definition.each === undefined ? "" : `items[${index}].`;
    const out = { drafts, note: (text: string) => notes.push(text), problems };
    mapping.look(subject, () => draftItem(mapping, subject, place, context, out));
  }
  if (drafts.length > MAX_EVENTS_PER_REQUEST) {
    const help = `send fewer things at once; one request may give ${MAX_EVENTS_PER_REQUEST} events`;
    problems.push({ path: "body", message: `gives ${drafts.length} events`, help });
  }
  if (problems.length > 0) return { problems: problems.slice(0, MAX_PROBLEMS) };
  if (drafts.length === 0) return { events: [], notes: notes.slice(0, MAX_NOTES) };
  const events = readPhoneEvents({ events: drafts.map(({ body }) => body) });
  if ("problems" in events) return { problems: events.problems.map((one) => toPlace(one, drafts)) };
  return { events: events.events, notes: notes.slice(0, MAX_NOTES) };
}

interface Out {
  readonly drafts: Draft[];
  readonly problems: Problem[];
  note(text: string): void;
}

function draftItem(mapping: Mapping, subject: Subject, place: string, context: MappingContext, out: Out): void {
  for (const [index, { when, events }] of mapping.cases.entries()) {
    const here = `${place}cases[${index}]`;
    if (!attempt(`${here}.when`, out, () => when(subject))) continue;
    const ids = new Set<unknown>();
    for (const [at, event] of events.entries()) {
      const there = `${here}.events[${at}]`;
      if (!attempt(`${there}.when`, out, () => event.when(subject))) continue;
      const kind = readKind(
        attempt(`${there}.kind`, out, () => event.kind.text(subject)),
        there,
        out,
      );
      if (!kind) continue;
      const body = draftEvent(event, kind, subject, there, context, out);
      // The PBX's id names what it told, which may be several events.
      if (ids.has(body.id)) body.id = `${String(body.id)}~${at + 1}`;
      ids.add(body.id);
      out.drafts.push({ place: there, body });
    }
    return;
  }
  const found = mapping.looksAt.map(({ name, source }) => {
    const value = attempt(name, out, () => source.text(subject)) ?? "";
    return `${name} ${JSON.stringify(value.slice(0, 60))}`;
  });
  out.note(`${place || "the body: "}no case fits${found.length > 0 ? ` (${found.join(", ")})` : ""}`);
}

function readKind(word: string | undefined, place: string, out: Out): PhoneEventKind | undefined {
  if (word === undefined || word === "ignore") return undefined;
  const kind = EVENT_WORDS.kind.find((one) => one === word.toLowerCase());
  if (!kind) out.note(`${place}.kind: ${JSON.stringify(word.slice(0, 60))} is no kind of event, and was left out`);
  return kind;
}

function draftEvent(
  event: Mapping["cases"][number]["events"][number],
  kind: PhoneEventKind,
  subject: Subject,
  place: string,
  context: MappingContext,
  out: Out,
): Record<string, unknown> {
  const body: Record<string, unknown> = { kind };
  const recording: Record<string, unknown> = {};
  for (const { name, source } of event.members) {
    if (!belongsTo(name, kind)) continue;
    const value = attempt(`${place}.${name}`, out, () => readMember(name, source, subject));
    if (value === undefined) continue;
    if (typeof value === "object") {
      out.note(`${place}.${name}: ${JSON.stringify(value.unknown.slice(0, 60))} is not in the table, and was left out`);
    } else if (name.startsWith("recording.")) {
      recording[name.slice("recording.".length)] = value;
    } else {
      body[name] = name === "callerName" ? String(value).slice(0, MAX_NAME) : value;
    }
  }
  if (Object.keys(recording).length > 0) body.recording = recording;
  // Where the PBX gives its events no id, what they tell is their identity; when we heard it is not.
  body.id ??= toDigest(
    Object.entries(body)
      .flat()
      .map((one) => JSON.stringify(one)),
  );
  body.at ??= context.receivedAt;
  return body;
}

/** What `run` gives; what it throws becomes a problem. */
function attempt<T>(path: string, out: Out, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    const [message, ...help] = (error as Error).message.split("; ");
    out.problems.push({ path, message: message as string, ...(help.length > 0 && { help: help.join("; ") }) });
    return undefined;
  }
}

function toPlace(problem: Problem, drafts: readonly Draft[]): Problem {
  const [, index, rest = ""] = /^events\[(\d+)\](.*)$/.exec(problem.path) ?? [];
  const draft = drafts[Number(index)];
  return draft
    ? { ...problem, path: `${draft.place}${rest}`, message: `${problem.message} (${String(draft.body.kind)})` }
    : problem;
}
