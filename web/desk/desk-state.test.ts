import { describe, expect, it } from "vitest";
import type { Call, Change, Match } from "../shared/nouns.ts";
import { applyNews, type DeskState, listDesk, standingPopup, whoIs } from "./desk-state.ts";
import type { Own } from "./own.ts";

const mine: readonly Own[] = [{ connectionId: "office", number: "1001" }];
const NOW = 1_000_000;

const call = (id: string, extension: string, rest: object = {}) =>
  ({
    kind: "call",
    call: { id, connectionId: "office", extension, legs: [], state: "ringing", startedAt: 1, ...rest },
  }) as unknown as Change;
const popup = (callId: string, extension: string, rest: object = {}) =>
  ({
    kind: "popup",
    popup: { id: `${callId} ${extension}`, callId, extension, state: "shown", createdAt: 1, ...rest },
  }) as unknown as Change;
const match = (callId: string, integrationId: string, state: Match["state"]) =>
  ({ kind: "match", callId, integrationId, match: { state } }) as unknown as Change;
const heard = (...changes: Change[]) =>
  changes.reduce<DeskState>((state, one) => applyNews(state, one, mine), new Map());
const ids = (calls: readonly { call: { id: string } }[]) => calls.map((one) => one.call.id);

describe("the desk", () => {
  it("knows the calls and pop-ups of its own extensions only", () => {
    const state = heard(
      call("a", "1001"),
      call("b", "1002"),
      popup("a", "1001"),
      popup("a", "1002"),
      popup("b", "1001"),
    );
    expect([...state.keys()]).toEqual(["a"]);
    expect(Object.keys(state.get("a")?.popups ?? {})).toEqual(["a 1001"]);
  });

  it("knows the same number of another PBX for somebody else's", () => {
    expect(heard(call("a", "1001", { connectionId: "branch" })).size).toBe(0);
  });

  it("takes a ring of one of its extensions in a group for its own", () => {
    expect(heard(call("a", "1002", { legs: [{ extension: "1001" }] })).size).toBe(1);
  });

  it("puts a call that was transferred to somebody else behind it", () => {
    const legs = [{ extension: "1001", answeredAt: 2, endedAt: 3 }, { extension: "1002" }];
    const { now, past } = listDesk(heard(call("a", "1002", { legs, state: "answered" })), mine, [], NOW);
    expect([ids(now), ids(past)]).toEqual([[], ["a"]]);
  });

  it("keeps the call that was talked in last at hand until it is put aside", () => {
    const state = heard(
      call("a", "1001", { state: "ended", disposition: "answered", answeredAt: 2, endedAt: NOW - 5 }),
    );
    expect(listDesk(state, mine, [], NOW).wrapUp?.call.id).toBe("a");
    expect(listDesk(state, mine, ["a"], NOW).wrapUp).toBeUndefined();
    expect(listDesk(state, mine, [], NOW + 3_600_000).wrapUp).toBeUndefined();
  });

  it("does not keep a missed call at hand", () => {
    const state = heard(call("a", "1001", { state: "ended", disposition: "no-answer", endedAt: NOW }));
    expect(listDesk(state, mine, [], NOW).wrapUp).toBeUndefined();
  });

  it("believes the helpdesk that knows most", () => {
    const state = heard(call("a", "1001"), match("a", "one", "known"), match("a", "two", "unknown"));
    expect(whoIs(state.get("a") as never)).toMatchObject({ integrationId: "one", match: { state: "known" } });
  });

  it("takes from a call that is read what it has not heard, and leaves what is newer", () => {
    const { call: old } = call("a", "1001", { state: "ringing" }) as unknown as { call: Call };
    const state = heard(call("a", "1001", { state: "answered" }), match("a", "one", "known"));
    const matches = { one: { state: "pending" as const }, two: { state: "unknown" as const } };
    const news = { kind: "fill" as const, call: old, matches, popups: [], note: { text: "x", tags: [] } };
    expect(applyNews(state, news, mine).get("a")).toMatchObject({
      call: { state: "answered" },
      matches: { one: { state: "known" }, two: { state: "unknown" } },
      note: { text: "x" },
    });
  });

  it("forgets a pop-up that was withdrawn", () => {
    const state = heard(call("a", "1001"), popup("a", "1001"), popup("a", "1001", { state: "withdrawn" }));
    expect(standingPopup(state.get("a") as never)).toBeUndefined();
  });
});
