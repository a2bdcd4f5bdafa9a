import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aCall, seed } from "../../../test/support/store/seed.ts";
import { type Call, type Change, type ChangeBody, toCallId, toExtensionNumber } from "../../domain/index.ts";
import { openSqliteStore, type Store, saveCall, withoutFacts } from "../../store/index.ts";
import { createOwnChanges, type OwnChanges } from "./own-changes.ts";

const mine = [{ connectionId: "pbx", number: "1001" }];
const leg = (number: string) => ({ legId: number, extension: toExtensionNumber(number) });
const change = (body: ChangeBody): Change => ({ seq: 1, at: 0, ...body });
const callChange = (call: Call) => change({ kind: "call", call: withoutFacts(call) });
const matchOf = (id: string) =>
  change({ kind: "match", callId: toCallId(id), integrationId: "one", match: { state: "unknown" } });
const popupOf = (id: string, extension: string) =>
  change({
    kind: "popup",
    popup: {
      id: "p",
      integrationId: "one",
      callId: toCallId(id),
      extension: toExtensionNumber(extension),
      trigger: "ringing",
      state: "shown",
      url: "",
      contactName: "",
      match: "none",
      number: "",
      createdAt: 0,
    },
  });

let store: Store;
let own: OwnChanges;
beforeEach(async () => {
  store = openSqliteStore(":memory:");
  await seed(store);
  own = createOwnChanges(store);
});
afterEach(() => store.close());

describe("a change of the live feed", () => {
  it("about a call that was offered before is decided at once", () => {
    expect(own.concerns(callChange(aCall({ legs: [leg("1001")] })), mine)).toBe(true);
    expect(own.concerns(matchOf("c1"), mine)).toBe(true);
    expect(own.concerns(matchOf("c1"), [{ connectionId: "pbx", number: "1002" }])).toBe(false);
    expect(own.concerns(matchOf("c1"), [])).toBe(false);
  });

  it("about a call from before is decided when it was looked up, once for all", async () => {
    await store.write(() => saveCall(aCall({ legs: [leg("1001")] }), true, undefined));
    expect(await own.concerns(matchOf("c1"), mine)).toBe(true);
    expect(own.concerns(matchOf("c1"), mine)).toBe(true);
    expect(await own.concerns(matchOf("gone"), mine)).toBe(false);
  });

  it("about a call that was handed on is both extensions' from then on", () => {
    const second = [{ connectionId: "pbx", number: "1002" }];
    own.concerns(callChange(aCall({ legs: [leg("1001")] })), mine);
    expect(own.concerns(matchOf("c1"), second)).toBe(false);
    own.concerns(callChange(aCall({ legs: [leg("1001"), leg("1002")] })), mine);
    expect([own.concerns(matchOf("c1"), mine), own.concerns(matchOf("c1"), second)]).toEqual([true, true]);
  });

  it("that is a pop-up is for one extension of one PBX", async () => {
    await store.write(() => saveCall(aCall({ legs: [leg("1001"), leg("1002")] }), false, undefined));
    expect(own.concerns(popupOf("c1", "1002"), mine)).toBe(false);
    expect(await own.concerns(popupOf("c1", "1001"), mine)).toBe(true);
    expect(own.concerns(popupOf("c1", "1001"), [{ connectionId: "branch", number: "1001" }])).toBe(false);
  });

  it("about what is set up is not theirs; that a helpdesk fails is", () => {
    expect(own.concerns(change({ kind: "integration", integrationId: "one", attention: "x" }), mine)).toBe(false);
    const failing = change({ kind: "helpdesk", integrationId: "one", circuit: "open", reason: "x" });
    expect(own.concerns(failing, mine)).toBe(true);
  });
});
