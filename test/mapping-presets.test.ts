import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { applyEvent } from "../src/calls/index.ts";
import { type Call, type PhoneEvent, toCallId } from "../src/domain/index.ts";
import { applyMapping, MAPPING_PRESETS, readMapping } from "../src/pbx/index.ts";

const SAMPLES = new URL("samples/mapping/", import.meta.url);
const RECEIVED = Date.parse("2026-11-24T08:00:00Z");
const CONTEXT = { zone: "Asia/Bangkok", receivedAt: RECEIVED };

/** What a trace of posted bodies became: per body its events, and all notes. */
function eventsOf(preset: string, trace: string): { events: readonly PhoneEvent[][]; notes: readonly string[] } {
  const definition = MAPPING_PRESETS[preset];
  const reading = readMapping(definition);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const notes: string[] = [];
  const events = trace
    .trim()
    .split("\n")
    .map((line) => {
      const body = definition?.body === "form" ? new URLSearchParams(JSON.parse(line)).toString() : line;
      const mapped = applyMapping(reading.mapping, { contentType: "", body, query: "" }, CONTEXT);
      if ("problems" in mapped) throw new Error(JSON.stringify(mapped.problems));
      notes.push(...mapped.notes);
      return [...mapped.events];
    });
  return { events, notes };
}

function fold(events: readonly PhoneEvent[]): unknown[] {
  const calls = new Map<string, Call>();
  const seen = new Set<string>();
  for (const event of events) {
    if (seen.has(event.key)) continue;
    seen.add(event.key);
    const identity = { id: toCallId(`call-${event.pbxCallId}`), connectionId: "pbx" };
    calls.set(event.pbxCallId, applyEvent(calls.get(event.pbxCallId), event, identity).call);
  }
  return [...calls.values()].map(({ id: _id, connectionId: _connection, facts: _facts, ...call }) => call);
}

const read = (place: URL) => readFileSync(place, "utf8");

describe.each(readdirSync(SAMPLES))("the mapping %s", (preset) => {
  const folder = new URL(`${preset}/`, SAMPLES);

  it.each(readdirSync(folder))("understands the trace %s", (name) => {
    const place = new URL(`${name}/calls.json`, folder);
    const { events, notes } = eventsOf(preset, read(new URL(`${name}/trace.jsonl`, folder)));
    const calls = fold(events.flat());
    if (process.env.UPDATE_SAMPLES === "1" || !existsSync(place)) {
      writeFileSync(place, `${JSON.stringify(calls, undefined, 2)}\n`);
    }
    expect(notes).toEqual([]);
    expect(calls).toEqual(JSON.parse(read(place)));
  });

  it.each(readdirSync(folder))("makes the same of %s when bodies come in disorder, late and again", (name) => {
    const { events } = eventsOf(preset, read(new URL(`${name}/trace.jsonl`, folder)));
    const inOrder = fold(events.flat());
    expect(fold([...events].reverse().flat())).toEqual(inOrder);
    expect(fold([...events, ...events].flat())).toEqual(inOrder);
    expect(fold([...events.slice(1), ...events.slice(0, 1), ...events].flat())).toEqual(inOrder);
  });
});

describe("every ready mapping", () => {
  it.each(Object.keys(MAPPING_PRESETS))("%s is a right mapping and has samples", (preset) => {
    expect(readMapping(MAPPING_PRESETS[preset])).toMatchObject({ ok: true });
    expect(readMapping(JSON.parse(JSON.stringify(MAPPING_PRESETS[preset])))).toMatchObject({ ok: true });
    expect(readdirSync(SAMPLES)).toContain(preset);
  });
});
