import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { DAY, DeskbellError, HOUR, SECOND } from "../base/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { claimDeliveries, findIntegration, listAttempts } from "../store/index.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
});
afterEach(() => rig.close());

const LOOK_UP = `GET /contacts?number=${KNOWN}`;
const DOWN = { status: 503, body: {} };
const missed = () => SCRIPTS.missed({ number: KNOWN, extension: "1001" });
const attempts = (id: string) => rig.store.read(() => listAttempts(id));

/** Answers requests whose name begins with `start` like this; the others as usual. */
function answer(start: string, said: { status: number; headers?: Record<string, string>; body?: unknown }): void {
  rig.helpdesk.interfere((request) => (request.startsWith(start) ? { body: {}, ...said } : undefined));
}

describe("a helpdesk that is down when the phone rings", () => {
  it("gives a pop-up with the number after three seconds, and everything else once it is back", async () => {
    rig.helpdesk.interfere(() => DOWN);
    const at = rig.env.now();
    const event = { pbxCallId: "c", direction: "inbound", from: KNOWN, to: "020001000" } as const;
    await rig.post({ ...event, key: "1", kind: "ringing", occurredAt: at, extension: "1001" as never });
    await expect.poll(async () => (await rig.look("c")).deliveries[0]?.note).toContain("503");
    expect((await rig.look("c")).popups).toEqual([]);
    await rig.skip(3 * SECOND);
    expect((await rig.look("c")).popups).toMatchObject([{ url: "", number: KNOWN, state: "shown" }]);
    await rig.post({ ...event, key: "2", kind: "ended", occurredAt: at + 9000, disposition: "no-answer" });
    await rig.engine.idle();
    expect((await rig.look("c")).states).toEqual(["contact-sync waiting"]);
    rig.helpdesk.interfere();
    await rig.skip(3 * SECOND);
    const { states, popups } = await rig.look("c");
    expect(states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
    expect(popups).toMatchObject([{ url: `${rig.helpdesk.address}/show/7`, contactName: "Somchai" }]);
    expect(rig.helpdesk.journals).toMatchObject([{ contact: "7", ticket: "500" }]);
  });

  it("that only answers late holds the pop-up up no longer than three seconds", async () => {
    let goOn: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    rig.helpdesk.interfere(() => gate.then(() => undefined));
    const placed = rig.place(missed());
    await expect.poll(() => rig.helpdesk.sent()).toEqual([LOOK_UP]);
    await rig.engine.acceptEvents("pbx", []);
    const waited = rig.skip(3 * SECOND);
    const shown = () => rig.changes.flatMap((one) => (one.kind === "popup" ? [one.popup.url] : []));
    await expect.poll(shown).toEqual([""]);
    goOn();
    await Promise.all([placed, waited]);
    expect(shown()).toEqual(["", `${rig.helpdesk.address}/show/7`]);
  });

  it("for three days is tried eleven times, then the delivery is dead and can be replayed", async () => {
    rig.helpdesk.interfere(() => DOWN);
    const id = await rig.place(missed());
    for (let turn = 0; turn < 12; turn++) await rig.skip(DAY);
    const [lookUp] = (await rig.look(id)).deliveries;
    expect(lookUp).toMatchObject({
      state: "dead",
      attempt: 11,
      note: expect.stringContaining("given up after 11 attempts"),
    });
    expect((await rig.look(id)).match).toBe("failed");
    rig.helpdesk.interfere();
    await rig.engine.replayDelivery(lookUp?.id as string);
    await rig.engine.idle();
    expect((await rig.look(id)).match).toBe("known");
  });
});

describe("a helpdesk that asks to slow down", () => {
  it("is asked again when the time it named is over, and not before", async () => {
    answer("POST /tickets", { status: 429, headers: { "retry-after": "90" } });
    const id = await rig.place(missed());
    rig.helpdesk.interfere();
    const [, ticket] = (await rig.look(id)).deliveries;
    expect(ticket).toMatchObject({ state: "waiting", attempt: 1, note: "the helpdesk asks to slow down (429)" });
    await rig.skip(85 * SECOND);
    expect(rig.helpdesk.tickets).toEqual([]);
    await rig.skip(6 * SECOND);
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([1, 1]);
  });

  it("for a year is asked again after a day", async () => {
    answer("POST /tickets", { status: 429, headers: { "retry-after": String(365 * 24 * 3600) } });
    const id = await rig.place(missed());
    const [, ticket] = (await rig.look(id)).deliveries;
    expect((ticket?.runAt ?? 0) - rig.env.now()).toBeLessThanOrEqual(DAY);
    expect((ticket?.runAt ?? 0) - rig.env.now()).toBeGreaterThan(23 * HOUR);
  });
});

describe("a helpdesk that refuses", () => {
  it("leaves a dead letter with its words, and the journal says what is known; a replay makes the ticket", async () => {
    answer("POST /tickets", { status: 422, body: { error: "department is closed" } });
    const id = await rig.place(missed());
    const { deliveries, states } = await rig.look(id);
    expect(states).toEqual(["contact-sync done", "auto-ticket dead", "call-journal done"]);
    expect(rig.helpdesk.journals).toMatchObject([{ contact: "7", ticket: "" }]);
    const dead = deliveries[1];
    expect(dead?.note).toContain("department is closed");
    expect(await attempts(dead?.id as string)).toMatchObject([
      { number: 1, outcome: { kind: "rejected", status: 422 }, exchanges: [{ response: { status: 422 } }] },
    ]);
    rig.helpdesk.interfere();
    await rig.engine.replayDelivery(dead?.id as string);
    await rig.engine.idle();
    expect((await rig.look(id)).ticketId).toBe("500");
    expect(await attempts(dead?.id as string)).toHaveLength(2);
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([1, 1]);
  });

  it("our token marks the integration, and the next answer that is let in clears the mark", async () => {
    const attention = async () => (await rig.store.read(() => findIntegration("desk")))?.attention;
    answer("", { status: 401, body: { error: "token revoked" } });
    const id = await rig.place(missed());
    expect(await attention()).toMatch(/^Connect again: .*token revoked/);
    expect((await rig.look(id)).states).toEqual(["contact-sync dead", "call-journal dead"]);
    rig.helpdesk.interfere();
    await rig.place(missed());
    expect(await attention()).toBeUndefined();
    const marks = rig.changes.flatMap((one) => (one.kind === "integration" ? [one.attention !== null] : []));
    expect(marks).toEqual([true, false]);
  });

  it("an answer without the contact's id is a dead letter, not a contact", async () => {
    answer("POST /contacts", { status: 201, body: { ok: true } });
    const id = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const creation = (await rig.look(id)).deliveries.find(({ feature }) => feature === "contact-creation");
    expect(creation).toMatchObject({ state: "dead", note: expect.stringContaining("ContactId was empty") });
  });
});

describe("an answer that never comes", () => {
  const cutOff = (start: string) =>
    rig.helpdesk.interfere((request) =>
      request.startsWith(start) ? (_request, _response, socket) => void socket.destroy() : undefined,
    );

  it("to a look-up is asked for again", async () => {
    cutOff("GET /contacts");
    const id = await rig.place(missed());
    expect((await rig.look(id)).states[0]).toBe("contact-sync waiting");
    rig.helpdesk.interfere();
    await rig.skip(6 * SECOND);
    expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
  });

  it("to a new ticket is not asked for again by itself: it may be there", async () => {
    cutOff("POST /tickets");
    const id = await rig.place(missed());
    await rig.skip(DAY);
    const [, ticket] = (await rig.look(id)).deliveries;
    expect(ticket).toMatchObject({ state: "dead", attempt: 1, note: expect.stringMatching(/^uncertain: /) });
    expect(rig.helpdesk.sent().filter((one) => one === "POST /tickets")).toHaveLength(1);
  });

  it("to a new contact is first looked for: it is not created twice", async () => {
    rig.helpdesk.interfere((request, received) => {
      if (request !== "POST /contacts") return undefined;
      rig.helpdesk.contacts.push({ id: "200", ...(JSON.parse(received.body) as { name: string; phone: string }) });
      return (_request, _response, socket) => void socket.destroy();
    });
    const id = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    rig.helpdesk.interfere();
    await rig.skip(6 * SECOND);
    expect(rig.helpdesk.bodies("POST /contacts")).toHaveLength(1);
    expect(rig.helpdesk.journals).toMatchObject([{ contact: "200" }]);
    expect((await rig.look(id)).match).toBe("known");
  });
});

describe("a store that is away for a moment in the middle of an attempt", () => {
  it("puts the attempt off and makes no dead letter of it", async () => {
    await rig.close();
    let broken = false;
    rig = await openRig({
      wrapStore: (store) => ({
        ...store,
        read: (operation) => {
          const first = operation().next();
          const sql = first.done || first.value.kind !== "sql" ? "" : first.value.sql;
          if (!broken || !sql.includes("contact_numbers")) return store.read(operation);
          return Promise.reject(new DeskbellError("STORE_FAILED", "the database server is away"));
        },
      }),
    });
    broken = true;
    const id = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    expect((await rig.look(id)).deliveries[1]).toMatchObject({
      feature: "contact-creation",
      state: "waiting",
      note: "not sent: the database server is away",
    });
    broken = false;
    await rig.skip(6 * SECOND);
    expect((await rig.look(id)).states[1]).toBe("contact-creation done");
    expect(rig.helpdesk.contacts).toHaveLength(1);
  });
});

describe("an engine that was killed in the middle of an attempt", () => {
  /** Leaves the store as a process does that dies with the delivery in its hands. */
  async function dieWith(feature: string): Promise<string> {
    answer(feature === "auto-ticket" ? "POST /tickets" : "", DOWN);
    const id = await rig.place(missed());
    await rig.engine.stop();
    const later = rig.env.now() + 10 * SECOND;
    const held = await rig.store.write(() =>
      claimDeliveries({ integrationId: "desk", cap: 10, holder: "gone", now: later, leaseUntil: later + HOUR }),
    );
    expect(held.map((one) => one.feature)).toEqual([feature]);
    await rig.stop();
    rig.helpdesk.interfere();
    rig = await openRig({ from: rig });
    await rig.engine.idle();
    return id;
  }

  it("repeats a look-up at once, since the helpdesk had no part in it", async () => {
    const id = await dieWith("contact-sync");
    expect((await rig.look(id)).deliveries[0]).toMatchObject({ state: "done", attempt: 3, note: "delivered" });
    expect(rig.logged.some((line) => line.startsWith("an attempt was cut off"))).toBe(true);
    expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([1, 1]);
  });

  it("leaves a ticket that may have been made to a person, and goes on with the journal", async () => {
    const id = await dieWith("auto-ticket");
    const { deliveries, states } = await rig.look(id);
    expect(states).toEqual(["contact-sync done", "auto-ticket dead", "call-journal done"]);
    expect(deliveries[1]?.note).toMatch(/^uncertain: .*look in the helpdesk before replaying it$/);
    expect(rig.helpdesk.tickets).toEqual([]);
    expect(rig.helpdesk.journals).toHaveLength(1);
  });
});
