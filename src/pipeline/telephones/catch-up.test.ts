import { expect, it } from "vitest";
import type { Session } from "../../pbx/index.ts";
import { createCatchUp } from "./catch-up.ts";

const SESSION = {
  health: () => ({ warnings: [], details: {} }),
  reconcile: async () => ({ events: [], liveCallIds: ["alive"] }),
} as unknown as Session;

it("a call that was heard of just before a gap, and that the PBX does not have any more, is looked at again soon and closed", async () => {
  let now = 1_790_000_000_000;
  const closed: string[] = [];
  const open = [
    { pbxCallId: "alive", lastAt: now },
    { pbxCallId: "ghost", lastAt: now },
  ];
  const { look } = createCatchUp({
    env: { now: () => now, newId: () => "id", random: () => 0 },
    listOpenCalls: async () => open,
    closeCall: async (id) => void closed.push(id),
  });
  const emit = async () => {};
  for (const isFirst of [true, false, false]) {
    now += 31_000 * Number(!isFirst);
    const { again } = await look(SESSION, now, emit, isFirst);
    expect(again).toBe(closed.length > 0 ? undefined : 30_000);
  }
  expect(closed).toEqual(["ghost"]);
});

it("in the middle of a session a call that has just begun is no reason to look again", async () => {
  const now = 1_790_000_000_000;
  const { look } = createCatchUp({
    env: { now: () => now, newId: () => "id", random: () => 0 },
    listOpenCalls: async () => [{ pbxCallId: "new", lastAt: now }],
    closeCall: () => Promise.reject(new Error("it goes on")),
  });
  expect(await look(SESSION, now, async () => {}, false)).toEqual({ coveredUntil: now });
});
