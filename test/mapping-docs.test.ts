import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { applyMapping, readMapping, writePhoneEvent } from "../src/pbx/index.ts";

const PAGE = "docs/connect/generic.md";
const CONTEXT = { zone: "Asia/Bangkok", receivedAt: Date.parse("2026-11-24T08:00:00Z") };

/** The examples of the page: a body, the mapping for it, and the events that come of it. */
const blocks = (of: string) =>
  [...readFileSync(PAGE, "utf8").matchAll(new RegExp(`^\`\`\`json ${of}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, text]) => text as string,
  );
const EXAMPLES = blocks("mapping").map((mapping, at) => ({
  name: `example ${at + 1}`,
  mapping,
  body: blocks("body")[at] as string,
  events: blocks("events")[at] as string,
}));

describe("the page about mappings", () => {
  it("has examples", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(2);
  });

  it.each(EXAMPLES)("shows in $name what really comes of it", ({ mapping, body, events }) => {
    const reading = readMapping(JSON.parse(mapping));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const mapped = applyMapping(reading.mapping, { contentType: "application/json", body, query: "" }, CONTEXT);
    if ("problems" in mapped) throw new Error(JSON.stringify(mapped.problems));
    expect(mapped.events.map(writePhoneEvent).map(({ id: _id, ...event }) => event)).toEqual(JSON.parse(events));
    expect(mapped.notes).toEqual([]);
  });
});
