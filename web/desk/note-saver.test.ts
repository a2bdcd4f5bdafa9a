import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Note } from "./desk-state.ts";
import { createNoteSaver, type SaveState } from "./note-saver.ts";

const note = (text: string): Note => ({ text, tags: [] });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rig(save: (note: Note) => Promise<void>) {
  const sent: string[] = [];
  const states: SaveState[] = [];
  const saver = createNoteSaver(
    (one) => {
      sent.push(one.text);
      return save(one);
    },
    (state) => states.push(state),
  );
  return { saver, sent, states };
}

describe("a note", () => {
  it("is saved once when its writer pauses", async () => {
    const { saver, sent, states } = rig(async () => {});
    saver.take(note("a"));
    saver.take(note("ab"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual(["ab"]);
    expect(states.at(-1)).toBe("saved");
  });

  it("is saved at once when its writer leaves", async () => {
    const { saver, sent } = rig(async () => {});
    saver.take(note("a"));
    saver.flush();
    saver.flush();
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual(["a"]);
  });

  it("is tried again when it was not taken, as it reads by then", async () => {
    let broken = true;
    const { saver, sent, states } = rig(async () => {
      if (broken) throw new Error("no network");
    });
    saver.take(note("a"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe("failed");
    broken = false;
    saver.take(note("ab"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual(["a", "ab"]);
    expect(states.at(-1)).toBe("saved");
  });

  it("never lets an older text overtake a newer one", async () => {
    let release = () => {};
    const { saver, sent } = rig(() => new Promise((resolve) => (release = resolve)));
    saver.take(note("a"));
    await vi.advanceTimersByTimeAsync(1000);
    saver.take(note("ab"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual(["a"]);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["a", "ab"]);
  });
});
