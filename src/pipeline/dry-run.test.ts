import { afterEach, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { findIntegration, listAttempts, saveIntegration } from "../store/index.ts";

let rig: Rig;
afterEach(() => rig.close());

const REHEARSING = { helpdesk: { dryRun: true } } as const;
const answered = (number: string) => SCRIPTS.answered({ number, extension: "1001" });
const writes = () => rig.helpdesk.sent().filter((one) => !one.startsWith("GET"));

/** Puts the integration on the air. */
async function goLive(): Promise<void> {
  await rig.store.write(function* () {
    const integration = yield* findIntegration("desk");
    if (!integration) return;
    const { settings } = integration;
    yield* saveIntegration(
      { ...integration, settings: { ...settings, helpdesk: { ...settings.helpdesk, dryRun: false } } },
      0,
    );
  });
}

it("a rehearsal of an unknown caller goes on as if the contact had been created", async () => {
  rig = await openRig({
    settings: REHEARSING,
    // Many helpdesks want the id as a number, which an empty one is not.
    template: (xml) =>
      xml.replaceAll("&quot;contact&quot;:&quot;{{.ContactId}}&quot;", "&quot;contact&quot;:{{.ContactId}}"),
  });
  const id = await rig.place(answered(UNKNOWN));
  expect((await rig.look(id)).states).toEqual([
    "contact-sync done",
    "contact-creation held",
    "auto-ticket held",
    "call-journal held",
  ]);
});

it("a rehearsal looks people up and shows pop-ups, and renders and holds back what it would write", async () => {
  rig = await openRig({ settings: REHEARSING });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  const id = await rig.place(answered(KNOWN));
  const { match, states, popups, deliveries } = await rig.look(id);
  expect([match, popups.length]).toEqual(["known", 1]);
  expect(states).toEqual(["contact-sync done", "auto-ticket held", "call-journal held"]);
  expect(writes()).toEqual([]);
  const attempts = await rig.store.read(() => listAttempts(deliveries[1]?.id as string));
  expect(attempts[0]?.exchanges).toMatchObject([
    { sent: false, notSent: "dry run", request: { method: "POST", body: expect.stringContaining('"contact":"7"') } },
  ]);
  expect(deliveries[1]?.note).toMatch(/^held back: the integration is rehearsing/);
});

it("a rehearsal creates nobody", async () => {
  rig = await openRig({ settings: REHEARSING });
  const id = await rig.place(answered(UNKNOWN));
  const { states } = await rig.look(id);
  expect(states).toEqual(["contact-sync done", "contact-creation held", "auto-ticket held", "call-journal held"]);
  expect(writes()).toEqual([]);
  expect(rig.helpdesk.contacts).toEqual([]);
});

it("what was held back is sent when a person replays it on the air, and only then", async () => {
  rig = await openRig({ settings: REHEARSING });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  const id = await rig.place(answered(KNOWN));
  await rig.engine.replayDeliveries({ state: "held", limit: 10 });
  await rig.engine.idle();
  expect(writes()).toEqual([]);
  await goLive();
  expect((await rig.engine.replayDeliveries({ state: "dead", limit: 10 })).changed).toEqual([]);
  expect((await rig.engine.replayDeliveries({ state: "held", limit: 10 })).changed).toHaveLength(2);
  await rig.engine.idle();
  expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
  expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([1, 1]);
});

it("what cannot be rendered fails in the rehearsal already", async () => {
  rig = await openRig({
    settings: REHEARSING,
    template: (xml) => xml.replace("{{.address}}/tickets", "ftp://{{.address}}/tickets"),
  });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  const id = await rig.place(answered(KNOWN));
  expect((await rig.look(id)).states).toContain("auto-ticket dead");
});
