import { afterEach, expect, it } from "vitest";
import { KNOWN, openRig, type Rig } from "../../../test/support/pipeline/rig.ts";
import { SCRIPTS } from "../../pbx/index.ts";
import type { Runtimes } from "../runtime.ts";
import { type DeliveryChange, previewDelivery } from "./preview-delivery.ts";

let rig: Rig;
let runtimes: Runtimes;
afterEach(() => rig.close());

async function openRefused(): Promise<{ readonly journal: string; readonly lookUp: string; readonly call: string }> {
  rig = await openRig({
    settings: { autoTicket: { when: "off" } },
    wrapRuntimes: (all) => {
      runtimes = all;
      return all;
    },
  });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  rig.helpdesk.interfere((request) =>
    request.startsWith("POST") ? { status: 422, body: { message: "no" } } : undefined,
  );
  const call = await rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001" }));
  rig.helpdesk.interfere();
  const { deliveries } = await rig.look(call);
  const idOf = (feature: string) => deliveries.find((one) => one.feature === feature)?.id as string;
  return { journal: idOf("call-journal"), lookUp: idOf("contact-sync"), call };
}

const preview = (id: string, change: DeliveryChange) =>
  previewDelivery(id, change, { store: rig.store, runtimes, env: rig.env });

it("a dead delivery shows what it sent and what it would send with other values, and sends nothing", async () => {
  const { journal } = await openRefused();
  const sent = rig.helpdesk.sent().length;
  const same = await preview(journal, {});
  expect(same.now).toEqual(same.past);
  expect(same.variables).toMatchObject({ ContactId: "7" });
  const other = await preview(journal, { values: { ContactId: "99" } });
  expect(other.past).toEqual(same.past);
  expect(JSON.stringify(other.now)).toContain("99");
  expect(rig.helpdesk.sent().length).toBe(sent);
  await expect(preview(journal, { templateRevision: 9 })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("values that were typed in are sent when it is replayed, and stay with it", async () => {
  const { journal, lookUp, call } = await openRefused();
  await rig.engine.replayDelivery(journal, undefined, { ContactId: "99" });
  await rig.engine.idle();
  const { deliveries } = await rig.look(call);
  expect(deliveries.find(({ id }) => id === journal)).toMatchObject({
    state: "done",
    action: { kind: "write-journal", values: { ContactId: "99" } },
  });
  await expect(preview(lookUp, { values: { Phone: "1" } })).rejects.toMatchObject({ code: "CONFLICT" });
});
