import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import { MINUTE } from "../base/index.ts";
import type { MatchPolicy } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

/** Two people share a number. */
async function open(severalContacts: MatchPolicy): Promise<void> {
  rig = await openRig({
    settings: { matching: { severalContacts, askMinutes: 10 }, autoTicket: { contactsOnly: true } },
  });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN }, { id: "8", name: "Somsri", phone: KNOWN });
}
const place = () => rig.place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
const pick = async (pbxCallId: string, id: string) =>
  rig.engine.pickContact((await rig.look(pbxCallId)).call.id, "desk", { type: "contacts", id });

describe("a number that several contacts have", () => {
  it("is the first one's by default", async () => {
    await open("first");
    const id = await place();
    expect((await rig.look(id)).match).toBe("known");
    expect(rig.helpdesk.tickets).toMatchObject([{ contact: "7" }]);
  });

  it("is nobody's where the setting says so, and the ticket is skipped with the reason", async () => {
    await open("none");
    const { match, skips, states } = await rig.look(await place());
    expect(match).toBe("ambiguous");
    expect(skips.toSorted()).toEqual(["auto-ticket contact-ambiguous", "contact-creation contact-known"]);
    expect(states).toEqual(["contact-sync done", "call-journal done"]);
  });

  it("is whom the agent chooses; ticket and journal entry wait for it", async () => {
    await open("ask");
    const id = await place();
    await rig.skip(9 * MINUTE);
    expect((await rig.look(id)).states).toEqual(["contact-sync done"]);
    expect(await pick(id, "8")).toMatchObject({ state: "known", source: "picked", contact: { name: "Somsri" } });
    await rig.engine.idle();
    expect((await rig.look(id)).states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
    expect([rig.helpdesk.tickets, rig.helpdesk.journals]).toMatchObject([[{ contact: "8" }], [{ contact: "8" }]]);
  });

  it("is nobody's when the agent has not chosen in time", async () => {
    await open("ask");
    const id = await place();
    await rig.skip(11 * MINUTE);
    const { states, skips } = await rig.look(id);
    expect(states).toEqual(["contact-sync done", "call-journal done"]);
    expect(skips.toSorted()).toEqual(["auto-ticket contact-ambiguous", "contact-creation contact-known"]);
    expect(rig.helpdesk.journals).toHaveLength(1);
  });

  it("is the one's who was chosen the last time, and the choice can be changed", async () => {
    await open("last-picked");
    const first = await place();
    expect((await rig.look(first)).match).toBe("ambiguous");
    await pick(first, "8");
    await rig.engine.idle();
    const second = await place();
    expect((await rig.look(second)).match).toBe("known");
    expect(rig.helpdesk.tickets.at(-1)).toMatchObject({ contact: "8" });
    await pick(second, "7");
    await place();
    expect(rig.helpdesk.tickets.at(-1)).toMatchObject({ contact: "7" });
  });

  it("is only chosen of those who have it, and only where there is a choice", async () => {
    await open("ask");
    const id = await place();
    await expect(pick(id, "99")).rejects.toMatchObject({ code: "NOT_FOUND", message: /contacts 7, contacts 8/ });
    rig.helpdesk.contacts.pop();
    const alone = await rig.place(SCRIPTS.missed({ number: "+66899999999", extension: "1001" }));
    await expect(pick(alone, "7")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(rig.engine.pickContact("none", "desk", { type: "contacts", id: "7" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
