import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, UNKNOWN } from "../../test/support/pipeline/rig.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

async function place(): Promise<{ readonly pbxCallId: string; readonly callId: string }> {
  rig = await openRig({ settings: { contactCreation: { method: "manual" } } });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN }, { id: "8", name: "Somsri", phone: KNOWN });
  const pbxCallId = await rig.place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
  return { pbxCallId, callId: (await rig.look(pbxCallId)).call.id };
}
const somsri = { type: "contacts", id: "8" } as const;

describe("a contact that the agent has found for an unknown caller", () => {
  it("becomes the caller: the ticket that was left out is opened, and the pop-up shows the page", async () => {
    const { pbxCallId, callId } = await place();
    expect(rig.helpdesk.tickets).toEqual([]);
    await rig.engine.pickFound(callId, "desk", somsri, "Som");
    await rig.engine.idle();
    expect(rig.helpdesk.tickets).toMatchObject([{ contact: "8" }]);
    const { match, popups } = await rig.look(pbxCallId);
    expect(match).toBe("known");
    expect(popups).toMatchObject([{ contactName: "Somsri", match: "known" }]);
  });

  it("must be one that the search finds, of a call that is there, whose caller is not known", async () => {
    const { callId } = await place();
    await expect(rig.engine.pickFound(callId, "desk", somsri, "Somchai")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(rig.engine.pickFound("none", "desk", somsri, "Som")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await rig.engine.pickFound(callId, "desk", somsri, "Som");
    await expect(rig.engine.pickFound(callId, "desk", somsri, "Som")).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
