import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Call, toCallId, toExtensionNumber } from "../../../src/domain/index.ts";
import {
  type CallFilter,
  type CallLink,
  listCalls,
  type Store,
  saveCall,
  saveCallLink,
} from "../../../src/store/index.ts";
import { aCall, aContact, NOW, seed } from "./seed.ts";

/** What every store promises of lists of calls: each filter, and each together with others. */
export function callListSuite(open: () => Store | Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await seed(store);
    await save("c1", 1, { externalName: "Émile Zola", disposition: "answered" });
    await save("c2", 2, { disposition: "no-answer", externalNumber: "+66812340000" });
    await save("c3", 3, { disposition: "answered", direction: "outbound", legs: [leg("1002")] });
    await save("c4", 4, { externalName: "100% Cotton_Shop" });
    const known = { state: "known", source: "phonebook", contact: aContact({ name: "Kamol Srisuk" }) } as const;
    await link("c1", "one", { ticketId: "71" });
    await link("c1", "two", {});
    await link("c2", "one", { match: known });
    await link("c2", "two", { match: known });
    await link("c3", "two", { match: known, ticketId: "71" });
  });
  afterEach(() => store.close());

  const leg = (extension: string) => ({ legId: "1", extension: toExtensionNumber(extension) });
  const call = (id: string, at: number, more: Partial<Call>) =>
    aCall({ id: toCallId(id), state: "ended", startedAt: NOW + at, legs: [leg("1001")], ...more });
  const save = (id: string, at: number, more: Partial<Call>) =>
    store.write(() => saveCall(call(id, at, more), true, undefined));
  const link = (id: string, integrationId: string, more: Partial<CallLink>) =>
    store.write(() =>
      saveCallLink({
        callId: toCallId(id),
        integrationId,
        match: { state: "unknown" },
        ticketMadeBefore: false,
        ...more,
      }),
    );
  const list = async (filter: Partial<CallFilter>) =>
    (await store.read(() => listCalls({ limit: 10, ...filter }))).map(({ id }) => id).join(" ");

  const own = [{ connectionId: "pbx", number: "1001" }];
  const FILTERS: readonly [Partial<CallFilter>, string][] = [
    [{ name: "émile" }, "c1"],
    [{ name: "zola ÉMILE" }, "c1"],
    [{ name: "srisuk" }, "c3 c2"],
    [{ name: "s", limit: 2 }, "c4 c3"],
    [{ name: "s", before: NOW + 3, beforeId: "c3" }, "c2"],
    [{ name: "100%" }, "c4"],
    [{ name: "n_s" }, "c4"],
    [{ name: "l_s" }, ""],
    [{ name: " " }, ""],
    [{ name: "kamol", direction: "outbound" }, "c3"],
    [{ name: "kamol", results: ["no-answer"] }, "c2"],
    [{ name: "kamol", integrationId: "one" }, "c2"],
    [{ name: "kamol", hasTicket: true }, "c3"],
    [{ name: "kamol", connectionId: "elsewhere" }, ""],
    [{ name: "kamol", own }, "c2"],
    [{ name: "kamol", number: "2340000" }, "c2"],
    [{ name: "zola", number: "2340000" }, ""],
    [{ name: "kamol", ticketId: "71" }, "c3"],
    [{ integrationId: "one" }, "c2 c1"],
    [{ integrationId: "two", results: ["answered"] }, "c3 c1"],
    [{ integrationId: "two", connectionId: "elsewhere" }, ""],
    [{ integrationId: "two", from: NOW + 2, to: NOW + 3 }, "c2"],
    [{ integrationId: "nowhere" }, ""],
    [{ hasTicket: true }, "c3 c1"],
    [{ hasTicket: true, limit: 1 }, "c3"],
    [{ hasTicket: false }, "c2"],
    [{ hasTicket: false, integrationId: "two" }, "c2 c1"],
    [{ hasTicket: true, integrationId: "two" }, "c3"],
    [{ hasTicket: true, own }, "c1"],
    [{ hasTicket: false, extension: "1001" }, "c2"],
    [{ hasTicket: true, number: "2345678" }, "c3 c1"],
    [{ ticketId: "71" }, "c3 c1"],
    [{ ticketId: "71", integrationId: "one" }, "c1"],
    [{ ticketId: "71", own }, "c1"],
    [{ ticketId: "71", number: "2345678", integrationId: "two" }, "c3"],
    [{ ticketId: "72" }, ""],
  ];

  describe("a list of calls", () => {
    it("has those that fit every filter at once, the newest first", async () => {
      const found: [Partial<CallFilter>, string][] = [];
      for (const [filter] of FILTERS) found.push([filter, await list(filter)]);
      expect(found).toEqual(FILTERS);
    });

    it("follows a call that turns out otherwise, and a link that changes", async () => {
      await save("c2", 9, { disposition: "answered", externalName: "Emil" });
      await link("c2", "one", { ticketId: "72" });
      expect(await list({ name: "kamol" })).toBe("c2 c3");
      await link("c2", "two", { ticketId: "73" });
      expect(await list({ name: "kamol" })).toBe("c3");
      expect(await list({ name: "emil" })).toBe("c2");
      expect(await list({ integrationId: "two", results: ["answered"] })).toBe("c2 c3 c1");
      expect(await list({ integrationId: "two", results: ["no-answer"] })).toBe("");
      expect(await list({ ticketId: "72" })).toBe("c2");
      expect(await list({ hasTicket: false })).toBe("");
    });
  });
}
