import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Change } from "../../shared/nouns.ts";
import { createRefresher } from "./refresher.ts";

const change = (id: string) => ({ kind: "call", call: { id } }) as unknown as Change;

describe("keeping what was read up to date", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("has it read again once for many changes, also when they do not end", () => {
    const keys: unknown[] = [];
    const refresher = createRefresher({ invalidateQueries: async (filters) => void keys.push(filters?.queryKey) });
    for (let at = 0; at < 20; at++) {
      refresher.take(change("a"));
      vi.advanceTimersByTime(50);
    }
    expect(keys.filter((key) => JSON.stringify(key) === '["calls"]')).toHaveLength(2);
    expect(keys).toContainEqual(["call", "a"]);
  });

  it("does nothing any more once it is stopped", () => {
    const invalidateQueries = vi.fn(async () => undefined);
    const refresher = createRefresher({ invalidateQueries });
    refresher.take(change("a"));
    refresher.stop();
    vi.advanceTimersByTime(5000);
    expect(invalidateQueries).not.toHaveBeenCalled();
  });
});
