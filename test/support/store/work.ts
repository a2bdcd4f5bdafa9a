import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type Attempt,
  type Delivery,
  type PhoneEvent,
  toCallId,
  toExtensionNumber,
} from "../../../src/domain/index.ts";
import {
  acceptEvents,
  addPopup,
  addSkip,
  cancelDelivery,
  claimDeliveries,
  countCalls,
  countDeliveries,
  findCall,
  findCallByPbxId,
  findCallsToSettle,
  findDelivery,
  findExpiredLeases,
  findHeldDeliveries,
  findIntegrationsWithWork,
  findNextRun,
  findNextSettle,
  findOpenCallsBefore,
  findWaitingEvents,
  finishAttempt,
  giveBackDelivery,
  listAttempts,
  listCalls,
  listDeliveries,
  listDeliveriesOfCall,
  listEventsOfCall,
  listPopupsOfCall,
  listSkips,
  markEventFailed,
  markEventFolded,
  reopenDelivery,
  type Store,
  saveCall,
  updatePopup,
} from "../../../src/store/index.ts";
import { aCall, anyWaiting, NOW, plan, seed } from "./seed.ts";

const ids = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id).sort();

const anAttempt = (deliveryId: string, number: number): Attempt => ({
  deliveryId,
  number,
  startedAt: NOW,
  endedAt: NOW + 5,
  outcome: { kind: "delivered", status: 200 },
  exchanges: [],
});
const DONE = { state: "done", runAt: NOW, note: "delivered", inDoubt: false } as const;

/** What every store promises of events, calls, deliveries, pop-ups and skips. */
export function workSuite(open: () => Store | Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await seed(store);
  });
  afterEach(() => store.close());

  const claim = (limit = 10, now = NOW, integration = "one") =>
    store.write(() =>
      claimDeliveries({ integrationId: integration, cap: limit, holder: "n1", now, leaseUntil: now + 1000 }),
    );

  describe("events", () => {
    const event = (key: string): PhoneEvent => ({ key, pbxCallId: "c", occurredAt: NOW, kind: "started" });

    it("are taken once by their key, in the order they came, on each connection for itself", async () => {
      const first = await store.write(() => acceptEvents("pbx", [event("b"), event("a"), event("b")], NOW, "n1"));
      expect(first).toEqual({ accepted: 2, repeated: 1 });
      expect(await store.write(() => acceptEvents("pbx", [event("a"), event("c")], NOW + 1, "n1"))).toEqual({
        accepted: 1,
        repeated: 1,
      });
      const waiting = await store.read(() => findWaitingEvents(anyWaiting(10)));
      expect(waiting.map((item) => [item.event.key, item.receivedAt])).toEqual([
        ["b", NOW],
        ["a", NOW],
        ["c", NOW + 1],
      ]);
    });

    it("wait until they are folded or set aside, and are not taken again afterwards", async () => {
      await store.write(() => acceptEvents("pbx", [event("a"), event("b")], NOW, "n1"));
      const [a, b] = (await store.read(() => findWaitingEvents(anyWaiting(10)))).map(({ id }) => id) as [
        number,
        number,
      ];
      await store.write(() => markEventFolded(a, "call-1"));
      await store.write(() => markEventFailed(b, "cannot be folded"));
      expect(await store.read(() => findWaitingEvents(anyWaiting(10)))).toEqual([]);
      expect((await store.read(() => listEventsOfCall("call-1"))).map((item) => item.event.key)).toEqual(["a"]);
      expect(await store.write(() => acceptEvents("pbx", [event("a"), event("b")], NOW, "n1"))).toMatchObject({
        repeated: 2,
      });
    });

    it("of a connection that is not there are refused", async () => {
      await expect(store.write(() => acceptEvents("nowhere", [event("a")], NOW, "n1"))).rejects.toThrow();
    });
  });

  describe("calls", () => {
    it("are written over and found by either id", async () => {
      await store.write(() => saveCall(aCall(), false, undefined));
      await store.write(() => saveCall(aCall({ state: "ended" }), false, NOW + 50));
      const found = await store.read(() => findCallByPbxId("pbx", "pbx-c1"));
      expect(found).toEqual({ call: aCall({ state: "ended" }), settled: false, settleAt: NOW + 50 });
      expect(await store.read(() => findCall("c1"))).toEqual(found);
      expect(await store.read(() => findCallByPbxId("other", "pbx-c1"))).toBeUndefined();
    });

    it("settle when their time has come, the first to end first", async () => {
      for (const [id, at] of [
        ["c2", 20],
        ["c1", 10],
        ["c3", 30],
      ] as const) {
        await store.write(() => saveCall(aCall({ id: toCallId(id), state: "ended" }), false, NOW + at));
      }
      expect(await store.read(findNextSettle)).toBe(NOW + 10);
      const due = (await store.read(() => findCallsToSettle(NOW + 20, 10))).map(({ id }) => id);
      expect(due).toEqual(["c1", "c2"]);
      expect(await store.read(() => findCallsToSettle(NOW + 20, 1))).toHaveLength(1);
      for (const id of ["c1", "c2", "c3"]) {
        await store.write(() => saveCall(aCall({ id: toCallId(id), state: "ended" }), true, undefined));
      }
      expect(await store.read(findNextSettle)).toBeUndefined();
    });

    it("that never ended are found by their age, and lists go from new to old", async () => {
      const at = (id: string, startedAt: number, state: "ringing" | "ended") =>
        store.write(() => saveCall(aCall({ id: toCallId(id), startedAt, state }), false, undefined));
      await at("old", NOW - 100, "ringing");
      await at("ended", NOW - 90, "ended");
      await at("new", NOW, "ringing");
      const open = await store.read(() => findOpenCallsBefore(NOW - 50, 10));
      expect(open.map(({ call }) => call.id)).toEqual(["old"]);
      expect(await store.read(() => findOpenCallsBefore(NOW - 50, 10, open[0]?.call))).toEqual([]);
      const { direction } = aCall({});
      expect(await store.read(() => countCalls({ from: NOW - 95, to: NOW }))).toEqual([
        { direction, result: expect.any(String), calls: 1 },
      ]);
      expect(await store.read(() => countCalls({ own: [] }))).toEqual([]);
      const list = (filter: { limit: number; before?: number }) => store.read(() => listCalls(filter));
      expect((await list({ limit: 2 })).map(({ id }) => id)).toEqual(["new", "ended"]);
      expect((await list({ limit: 2, before: NOW - 90 })).map(({ id }) => id)).toEqual(["old"]);
    });
  });

  describe("deliveries", () => {
    it("planned the same twice are there once", async () => {
      expect(await store.write(plan("d1", "c1"))).toMatchObject({ id: "d1", state: "waiting", attempt: 0 });
      expect(await store.write(plan("d2", "c1"))).toBeUndefined();
      expect(await store.write(plan("d3", "c1", { integration: "two" }))).toMatchObject({ id: "d3" });
      expect(ids(await store.read(() => listDeliveriesOfCall("c1")))).toEqual(["d1", "d3"]);
      expect(ids(await store.read(() => listDeliveriesOfCall("c1", "two")))).toEqual(["d3"]);
    });

    it("of one call wait for each other, those of other calls and integrations do not", async () => {
      await store.write(plan("ticket", "c1"));
      await store.write(plan("journal", "c1", { feature: "call-journal" }));
      await store.write(plan("other", "c2"));
      await store.write(plan("elsewhere", "c1", { integration: "two" }));
      expect(ids(await claim())).toEqual(["other", "ticket"]);
      expect(await claim()).toEqual([]);
      expect(ids(await claim(10, NOW, "two"))).toEqual(["elsewhere"]);
      await store.write(() => finishAttempt(anAttempt("ticket", 1), DONE));
      expect(ids(await claim())).toEqual(["journal"]);
    });

    it("that waits for its next attempt still holds up those after it", async () => {
      await store.write(plan("ticket", "c1"));
      await store.write(plan("journal", "c1", { feature: "call-journal" }));
      await claim();
      await store.write(() =>
        finishAttempt(anAttempt("ticket", 1), { state: "waiting", runAt: NOW + 500, note: "503", inDoubt: false }),
      );
      expect(await claim()).toEqual([]);
      expect(ids(await claim(10, NOW + 500))).toEqual(["ticket"]);
    });

    it("are taken pop-up look-ups first, then by time, and no more than asked for", async () => {
      await store.write(plan("late", "c1", { at: NOW - 1 }));
      await store.write(plan("early", "c2", { at: NOW - 2 }));
      await store.write(plan("look-up", "c3", { lane: 1 }));
      await store.write(plan("future", "c4", { at: NOW + 1 }));
      const order: string[] = [];
      for (let turn = 0; turn < 4; turn++) {
        for (const { id } of await claim(1)) {
          order.push(id);
          // While it runs there is no room for another.
          expect(await claim(1)).toEqual([]);
          await store.write(() => finishAttempt(anAttempt(id, 1), DONE));
        }
      }
      expect(order).toEqual(["look-up", "early", "late"]);
      expect(await store.read(() => findNextRun(NOW))).toBe(NOW + 1);
    });

    it("say which integrations have work", async () => {
      await store.write(plan("d1", "c1"));
      await store.write(plan("d2", "c1", { integration: "two", at: NOW + 1 }));
      expect(await store.read(() => findIntegrationsWithWork(NOW))).toEqual(["one"]);
      await claim();
      expect(await store.read(() => findIntegrationsWithWork(NOW + 1))).toEqual(["two"]);
    });

    it("that were handed on are not finished by whoever held them before", async () => {
      await store.write(plan("d1", "c1"));
      await claim();
      await store.write(() =>
        finishAttempt(anAttempt("d1", 1), { state: "waiting", runAt: NOW, note: "again", inDoubt: false }),
      );
      expect(await claim()).toMatchObject([{ id: "d1", attempt: 2 }]);
      expect(await store.write(() => finishAttempt(anAttempt("d1", 1), DONE))).toBeUndefined();
      expect(await store.read(() => findDelivery("d1"))).toMatchObject({ state: "running", attempt: 2, note: "again" });
      expect(await store.write(() => finishAttempt(anAttempt("d1", 2), DONE))).toMatchObject({ state: "done" });
      expect(await store.write(() => finishAttempt(anAttempt("d1", 2), DONE))).toBeUndefined();
      expect((await store.read(() => listAttempts("d1"))).map(({ number }) => number)).toEqual([1, 2]);
    });

    it("whose holder is gone are found by their lease", async () => {
      await store.write(plan("d1", "c1"));
      await claim();
      expect(await store.read(() => findExpiredLeases(NOW + 999, 10))).toEqual([]);
      expect(ids(await store.read(() => findExpiredLeases(NOW + 1000, 10)))).toEqual(["d1"]);
    });

    it("that a node claimed and did not begin are given back, unless they were handed on", async () => {
      await store.write(plan("d1", "c1"));
      await claim();
      expect(ids(await store.read(() => findHeldDeliveries("n1")))).toEqual(["d1"]);
      expect(await store.read(() => findHeldDeliveries("n2"))).toEqual([]);
      await store.write(() => giveBackDelivery("d1", 7, NOW));
      expect(await store.read(() => findDelivery("d1"))).toMatchObject({ state: "running" });
      await store.write(() => giveBackDelivery("d1", 1, NOW));
      expect(await claim()).toMatchObject([{ id: "d1", attempt: 2 }]);
    });

    it("are reopened only when dead or cancelled, and cancelled only when waiting or dead", async () => {
      const cancel = () => store.write(() => cancelDelivery("d1", NOW));
      const reopen = () => store.write(() => reopenDelivery("d1", NOW, undefined));
      await store.write(plan("d1", "c1"));
      expect(await reopen()).toBeUndefined();
      expect(await cancel()).toMatchObject({ state: "cancelled" });
      expect(await cancel()).toBeUndefined();
      expect(await claim()).toEqual([]);
      expect(await reopen()).toMatchObject({ state: "waiting", note: "replayed" });
      await claim();
      expect(await cancel()).toBeUndefined();
      await store.write(() =>
        finishAttempt(anAttempt("d1", 1), { state: "dead", runAt: NOW, note: "403", inDoubt: true }),
      );
      expect(await store.read(countDeliveries)).toMatchObject({ dead: 1, inDoubt: 1 });
      expect(await cancel()).toMatchObject({ state: "cancelled" });
      await reopen();
      await claim();
      await store.write(() => finishAttempt(anAttempt("d1", 2), DONE));
      expect([await cancel(), await reopen()]).toEqual([undefined, undefined]);
    });

    it("are counted and listed by state, the newest first", async () => {
      for (const id of ["d1", "d2", "d3"]) await store.write(plan(id, `call of ${id}`));
      await store.write(() => cancelDelivery("d2", NOW));
      expect(await store.read(countDeliveries)).toEqual({ waiting: 2, running: 0, dead: 0, inDoubt: 0 });
      const list = async (filter: Parameters<typeof listDeliveries>[0]) =>
        (await store.read(() => listDeliveries(filter))).map(({ id }) => id);
      expect(await list({ limit: 2 })).toEqual(["d3", "d2"]);
      expect(await list({ state: "waiting", limit: 9 })).toEqual(["d3", "d1"]);
    });
  });

  describe("pop-ups and skips", () => {
    const popup = {
      id: "p1",
      integrationId: "one",
      callId: toCallId("c1"),
      extension: toExtensionNumber("1001"),
      trigger: "ringing",
      state: "shown",
      url: "",
      contactName: "",
      match: "none",
      number: "+66812345678",
      createdAt: NOW,
    } as const;

    it("open once per extension and trigger, and can be filled in", async () => {
      expect(await store.write(() => addPopup(popup))).toBe(true);
      expect(await store.write(() => addPopup({ ...popup, id: "p2" }))).toBe(false);
      expect(await store.write(() => addPopup({ ...popup, id: "p3", trigger: "manual" }))).toBe(true);
      await store.write(() => updatePopup({ ...popup, url: "http://desk/7", contactName: "Somchai" }));
      const urls = (await store.read(() => listPopupsOfCall("c1"))).map(({ id, url }) => [id, url]);
      expect(urls).toEqual([
        ["p1", "http://desk/7"],
        ["p3", ""],
      ]);
    });

    it("a decision not to deliver is recorded once", async () => {
      const skip = { kind: "skip", feature: "popup", trigger: "ringing", code: "stale", reason: "too late" } as const;
      const add = (extension?: string) =>
        store.write(() =>
          addSkip(
            toCallId("c1"),
            "one",
            { ...skip, ...(extension && { extension: toExtensionNumber(extension) }) },
            NOW,
          ),
        );
      expect([await add(), await add(), await add("1001"), await add("1001")]).toEqual([true, false, true, false]);
      expect(await store.read(() => listSkips("c1"))).toEqual([
        { ...skip, integrationId: "one", at: NOW },
        { ...skip, extension: "1001", integrationId: "one", at: NOW },
      ]);
    });
  });
}
