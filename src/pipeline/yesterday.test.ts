import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { HOUR } from "../base/index.ts";
import { withDefaults } from "../features/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { findIntegration, saveIntegration } from "../store/index.ts";

const OFF = {
  contactCreation: { method: "off" },
  callJournal: { enabled: false },
  autoTicket: { when: "off" },
} as const;
let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ settings: OFF });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
});
afterEach(() => rig.close());

const place = (number: string) => rig.place(SCRIPTS.missed({ number, extension: "1001" }));

/** Everything is switched on, and an agent writes about a call of the day before. */
async function switchOnAndTouch(pbxCallId: string): Promise<void> {
  await rig.skip(24 * HOUR);
  const integration = await rig.store.read(() => findIntegration("desk"));
  if (!integration) throw new Error("there is no integration");
  await rig.store.write(() => saveIntegration({ ...integration, settings: withDefaults() }, rig.env.now()));
  rig.engine.integrationChanged("desk");
  await rig.engine.writeNote((await rig.look(pbxCallId)).call.id, { text: "called back", tags: [] });
  await rig.engine.idle();
}

describe("what is switched on today", () => {
  it.each([KNOWN, UNKNOWN])("is not done for a call of yesterday (%s), whatever becomes of that", async (number) => {
    const id = await place(number);
    await switchOnAndTouch(id);
    expect(rig.helpdesk.sent().filter((one) => !one.startsWith("GET"))).toEqual([]);
    expect((await rig.look(id)).skips).toContain("auto-ticket switched-off");
  });

  it("is done for the calls of today", async () => {
    await switchOnAndTouch(await place(KNOWN));
    await place(KNOWN);
    expect([rig.helpdesk.tickets.length, rig.helpdesk.journals.length]).toEqual([1, 1]);
  });
});
