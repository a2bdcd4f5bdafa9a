import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { anyWaiting } from "../../test/support/store/seed.ts";
import { HOUR, MINUTE } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import { createSimulator, SCRIPTS, type ScriptName } from "../pbx/index.ts";
import { findWaitingEvents } from "../store/index.ts";

let rig: Rig;
afterEach(() => rig.close());

/** The events of a script as a call of its own. */
async function eventsOf(name: ScriptName, number: string, callId: string): Promise<PhoneEvent[]> {
  const events: PhoneEvent[] = [];
  const simulator = createSimulator({
    env: { now: rig.env.now, newId: () => callId },
    speed: Number.POSITIVE_INFINITY,
    post: async (some) => void events.push(...some),
  });
  await simulator.place(SCRIPTS[name]({ number, extension: "1001", talkSeconds: 20 }));
  return events.map((event) => ({ ...event, key: event.key.replace(event.pbxCallId, callId), pbxCallId: callId }));
}

/** Lets all calls end that have been told to end. */
async function settle(): Promise<void> {
  await expect.poll(() => rig.store.read(() => findWaitingEvents(anyWaiting(1))), { interval: 1 }).toEqual([]);
  await rig.skip(MINUTE);
}

/** The writes that reached the helpdesk for one call; how often it is searched depends on the phonebook. */
function heard(callId: string): string[] {
  const requests = ["POST /tickets", "POST /journals"].flatMap((name) =>
    rig.helpdesk
      .bodies(name)
      .filter((body) => body.call === callId)
      .map((body) => `${name} ${JSON.stringify(body)}`),
  );
  return requests.map((line) => line.replaceAll(callId, "the call").replace(/"ticket":"\d+"/, '"ticket":"#"'));
}

describe("events that come", () => {
  it("again, later, and after everything was done change nothing", async () => {
    rig = await openRig();
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    const events = await eventsOf("answered", KNOWN, "c");
    await rig.post(...events);
    await rig.engine.idle();
    const before = { sent: rig.helpdesk.sent(), looked: await rig.look("c"), changes: rig.changes.length };
    await rig.post(...events, ...events.toReversed());
    // The same facts under other keys, as a PBX sends them after a reconnection.
    await rig.post(...events.map((event) => ({ ...event, key: `again/${event.key}` })));
    await rig.engine.idle();
    expect(rig.helpdesk.sent()).toEqual(before.sent);
    expect(await rig.look("c")).toEqual(before.looked);
    expect(rig.changes).toHaveLength(before.changes);
  });

  it("one by one in reverse, each worked on before the next, still end in one ticket and one entry", async () => {
    rig = await openRig();
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    for (const event of (await eventsOf("transfer", KNOWN, "c")).toReversed()) {
      await rig.post(event);
      await rig.engine.idle();
    }
    expect(rig.helpdesk.sent()).toEqual([`GET /contacts?number=${KNOWN}`, "POST /tickets", "POST /journals"]);
    expect((await rig.look("c")).popups.map(({ extension }) => extension).sort()).toEqual(["1001", "1002"]);
  });

  const SCRIPT_NAMES = Object.keys(SCRIPTS) as ScriptName[];

  it("only in part still let each call end, with one ticket and one entry at most", async () => {
    rig = await openRig({ settleMs: MINUTE });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    let count = 0;
    const anyCall = fc.record({
      name: fc.constantFrom(...SCRIPT_NAMES),
      number: fc.constantFrom(KNOWN, UNKNOWN),
      comes: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 3 }), async (calls) => {
        const ids: string[] = [];
        for (const { name, number, comes } of calls) {
          const id = `lossy-${++count}`;
          const events = (await eventsOf(name, number, id)).filter((_, at) => comes[at]);
          await rig.post(...events);
          if (events.length > 0) ids.push(id);
        }
        await settle();
        // Resolves when the calls that are closed now have settled, so it is not waited for before the clock is put forward again.
        const closing = rig.skip(5 * HOUR);
        for (const id of ids)
          await expect.poll(async () => (await rig.look(id)).call.state, { interval: 1 }).toBe("ended");
        await settle();
        await closing;
        for (const id of ids) {
          const { call } = await rig.look(id);
          expect(call.state).toBe("ended");
          const kinds = heard(id).map((line) => line.split(" ", 2).join(" "));
          expect(kinds).toEqual([...new Set(kinds)]);
          if (call.direction !== "internal") expect(kinds).toContain("POST /journals");
        }
      }),
      { seed: 20_261_124, numRuns: 40 },
    );
    expect(rig.logged).toEqual([]);
  }, 60_000);

  it("in any order and any number of times make the same requests as in order", async () => {
    // The clock decides when a call settles, so that a slow machine changes nothing.
    rig = await openRig({ settleMs: MINUTE });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    let count = 0;
    const expected = new Map<string, string[]>();
    for (const name of SCRIPT_NAMES) {
      for (const number of [KNOWN, UNKNOWN]) {
        const id = `plain-${++count}`;
        await rig.post(...(await eventsOf(name, number, id)));
        await settle();
        expected.set(`${name} ${number}`, heard(id));
      }
    }
    expect(expected.get(`answered ${KNOWN}`)).toHaveLength(2);

    const anyCall = fc.record({
      name: fc.constantFrom(...SCRIPT_NAMES),
      number: fc.constantFrom(KNOWN, UNKNOWN),
      // For every event its places in the stream: at least one.
      places: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }), {
        minLength: 16,
        maxLength: 16,
      }),
      batch: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 4 }), async (calls) => {
        const played = await Promise.all(
          calls.map(async ({ name, number, places, batch }) => {
            const id = `call-${++count}`;
            const stream = (await eventsOf(name, number, id))
              .flatMap((event, at) => (places[at] ?? [0]).map((place) => ({ event, place })))
              .sort((a, b) => a.place - b.place)
              .map(({ event }) => event);
            for (let at = 0; at < stream.length; at += batch) await rig.post(...stream.slice(at, at + batch));
            return { id, key: `${name} ${number}` };
          }),
        );
        await settle();
        for (const { id, key } of played) expect(heard(id)).toEqual(expected.get(key));
      }),
      { numRuns: 60 },
    );
    expect(rig.helpdesk.bodies("POST /contacts")).toHaveLength(1);
    expect(rig.logged).toEqual([]);
  }, 60_000);
});
