import { afterEach, expect, it } from "vitest";
import { KNOWN, openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import { SECOND } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

async function open(): Promise<string> {
  rig = await openRig({
    settings: { callJournal: { waitForRecordingSeconds: 120 }, autoTicket: { when: "off" } },
    template: (xml) =>
      xml.replace(
        /(Name="CallJournal"[\s\S]*?)&quot;call&quot;/,
        "$1&quot;recording&quot;:&quot;{{.RecordPath}}&quot;,&quot;call&quot;",
      ),
  });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  return rig.place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 0, talkSeconds: 0 }));
}
const recording = (pbxCallId: string): PhoneEvent =>
  ({
    key: `${pbxCallId}-r`,
    pbxCallId,
    kind: "recorded",
    occurredAt: rig.env.now(),
    recording: { url: "https://pbx.example/r/1" },
  }) as never;

it("a journal entry waits for the recording and carries its link", async () => {
  const id = await open();
  expect(rig.helpdesk.journals).toEqual([]);
  await rig.skip(60 * SECOND);
  await rig.post(recording(id));
  await rig.engine.idle();
  expect(rig.helpdesk.journals).toMatchObject([{ recording: "https://pbx.example/r/1" }]);
});

it("one whose recording does not come in time is written without it, once", async () => {
  const id = await open();
  await rig.skip(125 * SECOND);
  expect(rig.helpdesk.journals).toMatchObject([{ recording: "" }]);
  await rig.post(recording(id));
  await rig.engine.idle();
  expect(rig.helpdesk.journals).toHaveLength(1);
});
