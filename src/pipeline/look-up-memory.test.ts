import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { SECOND } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

const ringing = (call: string, from: string): PhoneEvent => ({
  key: `${call}-ringing`,
  pbxCallId: call,
  kind: "ringing",
  occurredAt: rig.env.now(),
  direction: "inbound",
  from,
  extension: "1001" as never,
});
const lookUps = () => rig.helpdesk.sent().filter((one) => one.startsWith("GET /contacts")).length;
const withoutCreation = { contactCreation: { method: "off" }, autoTicket: { when: "off" } } as const;

describe("a number that is looked up", () => {
  it("is asked for once, however many calls of it ring at the same moment", async () => {
    rig = await openRig({ settings: { ...withoutCreation, contactSync: { alwaysQuery: true } } });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    const calls = Array.from({ length: 20 }, (_, at) => `c${at}`);
    // Spelled in several ways, it is the same number.
    await rig.post(...calls.map((call, at) => ringing(call, at % 2 ? KNOWN : "081-234-5678")));
    await rig.engine.idle();
    expect(lookUps()).toBe(1);
    for (const call of calls) expect((await rig.look(call)).match).toBe("known");
  });

  it("and is nobody's is not asked for again for half a minute", async () => {
    rig = await openRig({ settings: withoutCreation });
    await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const asked = lookUps();
    const second = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    expect((await rig.look(second)).match).toBe("unknown");
    expect((await rig.look(second)).deliveries[0]?.note).toMatch(/asked \d+ s ago and knew nobody/);
    expect(lookUps()).toBe(asked);
    await rig.skip(31 * SECOND);
    await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    expect(lookUps()).toBe(2 * asked);
  });

  it("is asked for at each call where the setting says so", async () => {
    rig = await openRig({ settings: { ...withoutCreation, contactSync: { rememberUnknownSeconds: 0 } } });
    await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const asked = lookUps();
    await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    expect(lookUps()).toBe(2 * asked);
  });

  it("is somebody's as soon as the contact was created", async () => {
    rig = await openRig({ settings: { autoTicket: { when: "off" }, contactCreation: { method: "manual" } } });
    const first = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    const { call } = await rig.look(first);
    await rig.engine.createContact(call.id, "desk", {});
    await rig.engine.idle();
    const second = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    expect((await rig.look(second)).match).toBe("known");
  });

  it("by several calls at once whose answer is lost is asked for by each of them again", async () => {
    rig = await openRig({ settings: withoutCreation });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    rig.helpdesk.interfere(() => ({ status: 503, body: {} }));
    await rig.post(ringing("a", KNOWN), ringing("b", KNOWN));
    await rig.engine.idle();
    rig.helpdesk.interfere();
    await rig.skip(7 * SECOND);
    expect([(await rig.look("a")).match, (await rig.look("b")).match]).toEqual(["known", "known"]);
  });
});
