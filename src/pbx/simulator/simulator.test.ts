import { describe, expect, it } from "vitest";
import type { PhoneEvent } from "../../domain/index.ts";
import { phoneEventSchema } from "../phone-event-schema.ts";
import { writePhoneEvent } from "../write-phone-event.ts";
import { SCRIPTS, type ScriptName } from "./scripts.ts";
import { createSimulator } from "./simulator.ts";

const NOW = 1_790_000_000_000;
const NAMES = Object.keys(SCRIPTS) as ScriptName[];

function setUp(speed?: number) {
  const posted: PhoneEvent[] = [];
  const waits: number[] = [];
  let id = 0;
  const simulator = createSimulator({
    env: { now: () => NOW, newId: () => `id${id++}` },
    post: async (events) => posted.push(...events),
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
    ...(speed !== undefined && { speed }),
  });
  return { simulator, posted, waits };
}

describe("a script", () => {
  it.each(NAMES)("%s begins at once, goes forward in time, and is written and read back as it is", async (name) => {
    const { simulator, posted } = setUp();
    await simulator.place(
      SCRIPTS[name]({ number: "0812345678", callerName: "สมชาย ใจดี", recordingUrl: "https://pbx.example/1" }),
    );
    expect(posted[0]?.occurredAt).toBe(NOW);
    expect(posted.map((event) => event.occurredAt)).toEqual(
      posted.map((event) => event.occurredAt).sort((a, b) => a - b),
    );
    for (const event of posted) expect(phoneEventSchema.parse(writePhoneEvent(event))).toEqual(event);
  });

  it.each(NAMES)("%s ends with the PBX's summary", (name) => {
    expect(
      SCRIPTS[name]()
        .steps.slice(-2)
        .map(({ event }) => event.kind),
    ).toEqual(["ended", "summary"]);
  });

  it("plays the part it is told", () => {
    const { steps } = SCRIPTS.queue({
      number: "+4930123456",
      extension: "2001",
      others: ["2002"],
      queue: "6500",
      talkSeconds: 7,
    });
    expect(steps.find(({ event }) => event.kind === "answered")?.event).toMatchObject({
      from: "+4930123456",
      extension: "2001",
      queue: "6500",
    });
    expect(steps.at(-1)?.event).toMatchObject({ talkSeconds: 7 });
  });
});

describe("createSimulator", () => {
  it("waits as long as the script says", async () => {
    const { simulator, waits } = setUp();
    await simulator.place(SCRIPTS.answered({ ringSeconds: 4, talkSeconds: 30 }));
    expect(waits).toEqual([200, 4000, 30_000, 500]);
  });

  it("waits less at speed, while the call keeps its length", async () => {
    const { simulator, waits, posted } = setUp(10);
    await simulator.place(SCRIPTS.answered({ ringSeconds: 4, talkSeconds: 30 }));
    expect(waits).toEqual([20, 400, 3000, 50]);
    expect(posted.at(-1)?.occurredAt).toBe(NOW + 34_700);
  });

  it("does not wait at all at infinite speed", async () => {
    const { simulator, waits } = setUp(Number.POSITIVE_INFINITY);
    await simulator.run([SCRIPTS.answered(), SCRIPTS.missed()]);
    expect(waits).toEqual([]);
  });

  it("gives each call and each event an id of its own", async () => {
    const { simulator, posted } = setUp();
    const calls = await simulator.run([SCRIPTS.answered(), SCRIPTS.missed(), SCRIPTS.internal()]);
    expect(new Set(calls).size).toBe(3);
    expect(new Set(posted.map((event) => event.key)).size).toBe(posted.length);
  });

  it("begins the calls of a run one gap apart", async () => {
    const { simulator, waits } = setUp();
    await simulator.run([SCRIPTS.internal(), SCRIPTS.internal(), SCRIPTS.internal()], { gapMs: 700 });
    expect(waits).toEqual(expect.arrayContaining([700, 1400]));
  });

  it("stops when told to", async () => {
    const { simulator, posted } = setUp();
    await expect(simulator.place(SCRIPTS.answered(), AbortSignal.abort())).rejects.toThrow("aborted");
    expect(posted).toEqual([]);
  });

  it("waits by the clock when nothing else is handed in", async () => {
    const posted: PhoneEvent[] = [];
    const env = { now: Date.now, newId: () => "1" };
    const simulator = createSimulator({ env, speed: 1000, post: async (events) => posted.push(...events) });
    await simulator.place(SCRIPTS.missed());
    expect(posted.at(-1)?.kind).toBe("summary");
  });

  it("refuses a speed that is not greater than 0", () => {
    expect(() => setUp(0)).toThrow("greater than 0");
  });
});
