import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, type RigOptions, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { anyWaiting } from "../../test/support/store/seed.ts";
import { DeskbellError, HOUR, MINUTE, SECOND } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import {
  acceptEvents,
  findIntegration,
  findWaitingEvents,
  type Operation,
  saveConnection,
  saveField,
  saveIntegration,
} from "../store/index.ts";

let rig: Rig;
afterEach(() => rig.close());

async function open(options: RigOptions = {}): Promise<void> {
  rig = await openRig(options);
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
}

const missed = () => SCRIPTS.missed({ number: KNOWN, extension: "1001" });
const waiting = async () => (await rig.store.read(() => findWaitingEvents(anyWaiting(1000)))).length;
const ringing = (key: string, pbxCallId = key): PhoneEvent => ({
  key,
  pbxCallId,
  kind: "ringing",
  occurredAt: rig.env.now(),
  direction: "inbound",
  from: KNOWN,
  extension: "1001" as never,
});

/** The text of an operation's first statement. */
const firstSql = (operation: () => Operation<unknown>) => {
  const { value, done } = operation().next();
  return done ? "" : (value as { sql: string }).sql;
};

describe("an event", () => {
  it("that cannot be folded is set aside with the reason, and holds up nobody", async () => {
    await open();
    await rig.post({ ...ringing("bad"), from: 12 } as never, ringing("good"));
    await rig.engine.idle();
    expect((await rig.look("good")).match).toBe("known");
    await expect(rig.look("bad")).rejects.toThrow();
    expect(await waiting()).toBe(0);
    expect(rig.logged).toEqual([expect.stringMatching(/^an event could not be folded and was set aside/)]);
  });

  it("waits while the store takes no writes, and is folded once it does", async () => {
    let full = false;
    await open({
      wrapStore: (store) => ({
        ...store,
        write: (operation) =>
          full && !firstSql(operation).startsWith("INSERT INTO events")
            ? Promise.reject(new DeskbellError("STORE_FAILED", "the disk is full"))
            : store.write(operation),
      }),
    });
    full = true;
    await rig.post(ringing("e"));
    await expect.poll(() => rig.logged.length).toBeGreaterThan(0);
    expect(await waiting()).toBe(1);
    full = false;
    await rig.engine.idle();
    expect((await rig.look("e")).match).toBe("known");
    expect(rig.logged[0]).toMatch(/^the worker's turn failed; it is tried again/);
  });

  it.each([
    ["in the middle of a turn", ""],
    ["before going to sleep", "min(run_at)"],
  ])("is acted on although the store could not be read %s", async (_name, part) => {
    let broken = false;
    await open({
      wrapStore: (store) => ({
        ...store,
        read: (operation) =>
          broken && firstSql(operation).includes(part)
            ? Promise.reject(new Error("disk I/O error"))
            : store.read(operation),
      }),
    });
    broken = true;
    await rig.post(ringing("e"));
    await expect.poll(() => rig.logged.length).toBeGreaterThan(0);
    broken = false;
    await rig.engine.idle();
    expect((await rig.look("e")).match).toBe("known");
  });
});

describe("an integration that cannot be read", () => {
  it("holds up its own connection only, however many events wait, and loses none of them", async () => {
    let broken = true;
    await open({
      wrapRuntimes: (runtimes) => ({
        ...runtimes,
        ofConnection: async (id) => {
          if (broken && id === "other") throw new DeskbellError("SECRET_KEY_MISSING", "no key");
          return runtimes.ofConnection(id);
        },
      }),
    });
    await rig.store.write(() => saveConnection({ id: "other", name: "", kind: "generic", zone: "UTC" }, 0));
    const many = Array.from({ length: 450 }, (_, at) => ringing(`o${at}`));
    await rig.store.write(() => acceptEvents("other", many, rig.env.now(), "elsewhere"));
    await rig.post(ringing("e"));
    await expect.poll(() => rig.helpdesk.sent()).toEqual([`GET /contacts?number=${KNOWN}`]);
    await expect.poll(async () => (await rig.look("e")).match).toBe("known");
    expect(await waiting()).toBe(450);
    broken = false;
    await rig.engine.idle();
    expect(await waiting()).toBe(0);
  });

  it("does not keep the deliveries of others from being attempted", async () => {
    let broken = false;
    await open({
      integrations: ["crm", "desk"],
      wrapRuntimes: (runtimes) => ({
        ...runtimes,
        get: async (id) => {
          if (broken && id === "crm") throw new DeskbellError("SECRET_KEY_MISSING", "no key");
          return runtimes.get(id);
        },
      }),
    });
    await rig.engine.refreshUsers("desk");
    broken = true;
    const placed = rig.place(missed());
    await expect.poll(() => rig.helpdesk.journals.length, { timeout: 5000 }).toBe(1);
    broken = false;
    await placed;
    expect(rig.helpdesk.journals).toHaveLength(2);
  });
});

describe("a delivery", () => {
  it("that becomes due while the worker looks for work is attempted at once", async () => {
    let pending = false;
    await open({
      wrapStore: (store, { advance }) => ({
        ...store,
        read: async (operation) => {
          const result = await store.read(operation);
          if (pending && firstSql(operation).includes("FROM integrations i")) {
            pending = false;
            advance(10 * SECOND);
          }
          return result;
        },
      }),
    });
    rig.helpdesk.interfere((request) => (request === "POST /journals" ? { status: 503, body: {} } : undefined));
    const id = await rig.place(missed());
    rig.helpdesk.interfere();
    expect((await rig.look(id)).states).toContain("call-journal waiting");
    pending = true;
    await rig.post();
    await expect.poll(() => rig.helpdesk.journals.length, { timeout: 2000 }).toBe(1);
  });

  it("of an integration that is switched off waits until it is switched on", async () => {
    await open();
    const enable = async (enabled: boolean) => {
      const found = await rig.store.read(() => findIntegration("desk"));
      if (!found) throw new Error("there is no integration");
      await rig.store.write(() => saveIntegration({ ...found, enabled }, 0));
      rig.engine.integrationChanged("desk");
    };
    rig.helpdesk.interfere(() => ({ status: 503, body: {} }));
    await rig.post(ringing("e"));
    // While the attempt is under way it has its number already.
    await expect.poll(async () => (await rig.look("e")).deliveries[0]).toMatchObject({ attempt: 1, state: "waiting" });
    await enable(false);
    rig.helpdesk.interfere();
    await rig.skip(HOUR);
    expect((await rig.look("e")).match).toBe("pending");
    await enable(true);
    await rig.engine.idle();
    expect((await rig.look("e")).match).toBe("known");
  });

  it("of a dead helpdesk slows no other helpdesk", async () => {
    await open({ integrations: ["desk", "slow"] });
    const address = `${rig.helpdesk.address}/slow`;
    await rig.store.write(() => saveField("slow", { name: "address", value: address }));
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    rig.helpdesk.interfere((request) => (request.includes(" /slow") ? gate.then(() => ({ body: {} })) : undefined));
    const numberOf = (at: number) => `+668123400${10 + at}`;
    const placed = Array.from({ length: 20 }, (_, at) =>
      rig.place(SCRIPTS.missed({ number: numberOf(at), extension: "1001" })),
    );
    await expect.poll(() => rig.helpdesk.journals.length, { timeout: 10_000 }).toBe(20);
    expect(rig.helpdesk.sent().filter((one) => one.includes("/slow"))).toHaveLength(5);
    release();
    await Promise.all(placed);
  });

  it("is one of at most five at a time, as the template says", async () => {
    await open();
    let now = 0;
    let most = 0;
    rig.helpdesk.interfere(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
      return undefined;
    });
    await Promise.all(Array.from({ length: 30 }, () => rig.place(missed())));
    expect(most).toBeLessThanOrEqual(5);
    expect(rig.helpdesk.journals).toHaveLength(30);
  });
});

describe("a call whose end is never told", () => {
  it("is closed after four hours as incomplete, and acted on", async () => {
    await open();
    await rig.post(ringing("e"));
    await rig.engine.idle();
    await rig.skip(4 * HOUR - MINUTE);
    expect((await rig.look("e")).call.state).toBe("ringing");
    await rig.skip(2 * MINUTE);
    expect((await rig.look("e")).call).toMatchObject({ state: "ended", incomplete: true });
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([1, 1]);
  });

  it("is closed behind however many long calls of which there is still news", async () => {
    await open();
    const now = rig.env.now();
    for (let at = 0; at < 120; at++) await rig.post({ ...ringing(`long-${at}`), occurredAt: now - HOUR + at });
    await rig.post(ringing("e"));
    await rig.engine.idle();
    await rig.skip(2 * HOUR);
    const later = rig.env.now();
    for (let at = 0; at < 120; at++) {
      await rig.post({
        ...ringing(`long-${at}`),
        key: `news-${at}`,
        kind: "answered",
        occurredAt: later,
      } as PhoneEvent);
    }
    await rig.engine.idle();
    await rig.skip(2 * HOUR + MINUTE);
    expect((await rig.look("e")).call.state).toBe("ended");
    expect((await rig.look("long-0")).call.state).toBe("answered");
  });
});

describe("stopping", () => {
  it("lets the running attempt end, takes on nothing new, and leaves the rest to the next start", async () => {
    await open();
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    rig.helpdesk.interfere(() => gate.then(() => undefined));
    void rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    await expect.poll(() => rig.helpdesk.sent().length).toBe(1);
    const stopped = rig.engine.stop();
    release();
    await stopped;
    const sent = rig.helpdesk.sent().length;
    expect(rig.helpdesk.contacts).toHaveLength(1);
    await rig.stop();
    rig = await openRig({ from: rig });
    await rig.engine.idle();
    expect(rig.helpdesk.sent().length).toBeGreaterThan(sent);
    expect([rig.helpdesk.contacts.length, rig.helpdesk.journals.length]).toEqual([2, 1]);
    expect(rig.logged).toEqual([]);
  });
});
