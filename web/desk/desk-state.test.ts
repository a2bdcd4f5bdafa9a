import { describe, expect, it } from "vitest";
import type { Change } from "../shared/nouns.ts";
import { applyChange, type DeskState, listDesk } from "./desk-state.ts";

const mine = new Set(["1001"]);
const call = (id: string, extension: string, rest: object = {}) =>
  ({ kind: "call", call: { id, extension, legs: [], state: "ringing", startedAt: 1, ...rest } }) as unknown as Change;
const popup = (callId: string, extension: string) =>
  ({ kind: "popup", popup: { callId, extension } }) as unknown as Change;
const heard = (...changes: Change[]) =>
  changes.reduce<DeskState>((state, one) => applyChange(state, one, mine), new Map());

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
    expect(state.get("a")?.popup?.extension).toBe("1001");
  });

  it("takes a ring of one of its extensions in a group for its own", () => {
    expect(heard(call("a", "1002", { legs: [{ extension: "1001" }] })).size).toBe(1);
  });

  it("shows what goes on before what is over, the newest first", () => {
    const { now, past } = listDesk(
      heard(
        call("a", "1001"),
        call("b", "1001", { startedAt: 3, state: "ended" }),
        call("c", "1001", { startedAt: 2 }),
        call("a", "1001", { state: "ended" }),
      ),
    );
    expect([now, past].map((list) => list.map(({ call }) => call.id))).toEqual([["c"], ["b", "a"]]);
  });
});
