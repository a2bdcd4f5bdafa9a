import { afterEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig, type RigOptions, UNKNOWN } from "../../../test/support/pipeline/rig.ts";
import type { SettingsInput } from "../../features/index.ts";
import { SCRIPTS, type ScriptName } from "../../pbx/index.ts";
import type { Runtimes } from "../runtime.ts";
import type { CallChoice } from "./choose-calls.ts";
import type { Change } from "./other-runtime.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";

let rig: Rig;
let runtimes: Runtimes;
afterEach(() => rig.close());

async function open(options: RigOptions = {}): Promise<void> {
  rig = await openRig({
    ...options,
    wrapRuntimes: (all) => {
      runtimes = all;
      return all;
    },
  });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
}

const replay = (change: Change = {}, choice: CallChoice = { limit: 200 }): Promise<Rehearsal> =>
  rehearse("desk", change, choice, { store: rig.store, runtimes, env: rig.env });

const diffs = ({ calls }: Rehearsal) => calls.flatMap(({ diff }) => [...diff.decisions, ...diff.requests]);

const SETTINGS: Readonly<Record<string, SettingsInput>> = {
  defaults: {},
  "tickets before the call": { autoTicket: { when: "before" }, contactCreation: { method: "automatic" } },
  "pop-ups at the answer": { popup: { trigger: "answered" }, contactCreation: { method: "automatic" } },
  "pop-ups at the end": { popup: { trigger: "ended" }, autoTicket: { when: "off" } },
  "the phonebook first": { contactSync: { alwaysQuery: false } },
  "nobody looked up": { contactSync: { enabled: false } },
  rehearsing: { helpdesk: { dryRun: true }, contactCreation: { method: "automatic" } },
};

describe("without a change each call would go the same way", () => {
  it.each(Object.keys(SETTINGS))("with %s", async (name) => {
    await open({ settings: SETTINGS[name] as SettingsInput });
    for (const number of [KNOWN, UNKNOWN, KNOWN]) {
      for (const script of Object.keys(SCRIPTS) as ScriptName[]) await rig.place(SCRIPTS[script]({ number }));
    }
    await rig.place(SCRIPTS.missed({ number: "" }));
    const rehearsal = await replay();
    expect(diffs(rehearsal)).toEqual([]);
    expect(rehearsal.totals).toEqual({ calls: 31, same: 31, changed: 0 });
  });
});
