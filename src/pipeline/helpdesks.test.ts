import { afterEach, describe, expect, it } from "vitest";
import type { Answer } from "../../test/support/http-helpdesk.ts";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { HOUR, MINUTE, SECOND } from "../base/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { findHelpdeskState, purgeDeadLetters } from "../store/index.ts";
import { DEAD_LETTERS_MS } from "./housekeeping.ts";

let rig: Rig;
afterEach(() => rig.close());

const missed = () => SCRIPTS.missed({ number: KNOWN, extension: "1001" });
const stateOf = (id = "desk") => rig.store.read(() => findHelpdeskState(id));
const AWAY: Answer = { status: 503, body: {} };

async function open(integrations = ["desk"]): Promise<void> {
  rig = await openRig({ integrations, settings: { contactSync: { enabled: false }, autoTicket: { when: "off" } } });
}

/** Places so many calls, each of which wants one journal entry. */
async function placeMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) ids.push(await rig.place(missed()));
  return ids;
}
const sent = () => rig.helpdesk.sent().length;

describe("a helpdesk that fails", () => {
  it("gets a single try every half a minute until it is back, and then everything at once", async () => {
    await open();
    rig.helpdesk.interfere(() => AWAY);
    const ids = await placeMany(30);
    expect(await stateOf()).toMatchObject({ circuit: "open", reason: "the helpdesk answered 503" });
    expect(rig.logged).toContainEqual(
      expect.stringContaining("the helpdesk fails; its deliveries wait until it is back"),
    );
    const tried = sent();
    expect(tried).toBeGreaterThanOrEqual(20);
    expect(tried).toBeLessThanOrEqual(25);
    await rig.skip(31 * SECOND);
    expect(sent()).toBe(tried + 1);
    await rig.skip(31 * SECOND);
    expect(sent()).toBe(tried + 2);
    rig.helpdesk.interfere();
    await rig.skip(31 * SECOND);
    await rig.skip(0);
    expect(rig.helpdesk.journals).toHaveLength(30);
    expect(await stateOf()).toMatchObject({ circuit: "closed" });
    for (const id of ids) expect((await rig.look(id)).states).toEqual(["call-journal done"]);
    const told = rig.changes.flatMap((one) => (one.kind === "helpdesk" ? [one.circuit] : []));
    expect(told).toEqual(["open", "closed"]);
  });

  it("for longer than all tries take has lost nothing: the tries that it was spared are left", async () => {
    await open();
    rig.helpdesk.interfere(() => AWAY);
    const ids = await placeMany(25);
    for (let hour = 0; hour < 30; hour++) await rig.skip(HOUR);
    rig.helpdesk.interfere();
    await rig.skip(MINUTE);
    await rig.skip(0);
    expect(rig.helpdesk.journals).toHaveLength(25);
    for (const id of ids) expect((await rig.look(id)).states).toEqual(["call-journal done"]);
  });
});

describe("a helpdesk that asks to slow down", () => {
  it("gets nothing more until the time is over, neither this delivery nor others", async () => {
    await open();
    rig.helpdesk.interfere(() => ({ status: 429, headers: { "retry-after": "60" }, body: {} }));
    await rig.place(missed());
    rig.helpdesk.interfere();
    const asked = sent();
    await placeMany(3);
    await rig.skip(50 * SECOND);
    expect(sent()).toBe(asked);
    await rig.skip(11 * SECOND);
    expect(rig.helpdesk.journals).toHaveLength(4);
  });

  it("eleven times within a minute is not given up", async () => {
    await open();
    rig.helpdesk.interfere(() => ({ status: 429, headers: { "retry-after": "1" }, body: {} }));
    const id = await rig.place(missed());
    for (let at = 0; at < 15; at++) await rig.skip(2 * SECOND);
    expect((await rig.look(id)).deliveries[0]).toMatchObject({ state: "waiting" });
    expect((await rig.look(id)).deliveries[0]?.attempt).toBeGreaterThan(11);
    rig.helpdesk.interfere();
    await rig.skip(2 * SECOND);
    expect(rig.helpdesk.journals).toHaveLength(1);
  });
});

describe("slow work in the background", () => {
  it("never takes the last place: the look-up of a ringing phone goes at once", async () => {
    rig = await openRig({ settings: { contactCreation: { method: "off" }, autoTicket: { contactsOnly: false } } });
    const waiting: (() => void)[] = [];
    rig.helpdesk.interfere((request) => {
      if (!request.startsWith("POST")) return undefined;
      return new Promise((resolve) => waiting.push(() => resolve({ status: 201, body: { id: "1" } })));
    });
    const post = async (key: string, kind: "ringing" | "ended") =>
      rig.post({
        key: `${key}-${kind}`,
        pbxCallId: key,
        kind,
        occurredAt: rig.env.now(),
        direction: "inbound",
        from: UNKNOWN,
        ...(kind === "ringing" && { extension: "1001" as never }),
      });
    for (let at = 0; at < 8; at++) {
      await post(`c${at}`, "ringing");
      await post(`c${at}`, "ended");
    }
    await expect.poll(() => waiting.length, { timeout: 5000 }).toBe(4);
    await rig.post({
      key: "now",
      pbxCallId: "now",
      kind: "ringing",
      occurredAt: rig.env.now(),
      direction: "inbound",
      from: KNOWN,
      extension: "1001" as never,
    });
    await expect.poll(() => rig.helpdesk.sent().includes(`GET /contacts?number=${KNOWN}`)).toBe(true);
    rig.helpdesk.interfere();
    while (waiting.length > 0) waiting.pop()?.();
    await rig.engine.idle();
  });
});

describe("a dead letter", () => {
  it("is kept for thirty days and then removed with its attempts", async () => {
    await open();
    rig.helpdesk.interfere(() => ({ status: 422, body: {} }));
    const id = await rig.place(missed());
    await rig.skip(DEAD_LETTERS_MS - HOUR);
    expect((await rig.look(id)).states).toEqual(["call-journal dead"]);
    await rig.skip(2 * HOUR);
    expect((await rig.look(id)).states).toEqual([]);
    expect(await rig.store.write(() => purgeDeadLetters(Number.MAX_SAFE_INTEGER, 10))).toBe(0);
  });

  it("that is replayed has its whole patience again", async () => {
    await open();
    rig.helpdesk.interfere(() => ({ status: 422, body: {} }));
    const id = await rig.place(missed());
    const [dead] = (await rig.look(id)).deliveries;
    rig.helpdesk.interfere(() => AWAY);
    await rig.engine.replayDelivery(dead?.id as string);
    await rig.engine.idle();
    expect((await rig.look(id)).deliveries[0]).toMatchObject({ state: "waiting", attempt: 2, attemptsBefore: 1 });
    const runAt = (await rig.look(id)).deliveries[0]?.runAt ?? 0;
    expect(runAt - rig.env.now()).toBeLessThanOrEqual(5 * SECOND);
  });

  it("is replayed by the revision of the template that is named, and by no other integration's", async () => {
    await open();
    rig.helpdesk.interfere((request) => (request === "POST /journals" ? { status: 422, body: {} } : undefined));
    const id = await rig.place(missed());
    const [dead] = (await rig.look(id)).deliveries;
    await expect(rig.engine.replayDelivery(dead?.id as string, 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await rig.addRevision((xml) => xml.replaceAll("/journals", "/entries"));
    rig.helpdesk.interfere((request) => (request === "POST /entries" ? { status: 201, body: {} } : undefined));
    await rig.engine.replayDelivery(dead?.id as string, 2);
    await rig.engine.idle();
    expect((await rig.look(id)).deliveries[0]).toMatchObject({ state: "done", templateRevision: 2 });
    expect(rig.helpdesk.sent().filter((one) => one.startsWith("POST"))).toEqual(["POST /journals", "POST /entries"]);
  });

  it("is one of many that are replayed at once, as the filter says", async () => {
    await open(["desk", "other"]);
    rig.helpdesk.interfere(() => ({ status: 422, body: { message: "No 100% match" } }));
    await placeMany(3);
    rig.helpdesk.interfere();
    expect(await rig.engine.replayDeliveries({ state: "dead", limit: 10, reason: "50%" })).toEqual({
      changed: [],
      left: [],
    });
    expect(
      (await rig.engine.replayDeliveries({ state: "dead", limit: 10, integrationId: "other", reason: "no 100%" }))
        .changed,
    ).toHaveLength(3);
    await rig.engine.idle();
    expect(rig.helpdesk.journals).toHaveLength(3);
    expect((await rig.engine.replayDeliveries({ state: "dead", limit: 2 })).changed).toHaveLength(2);
    expect((await rig.engine.cancelDeliveries({ state: "dead", limit: 10 })).changed).toHaveLength(1);
    await rig.engine.idle();
    expect(rig.helpdesk.journals).toHaveLength(5);
  });
});
