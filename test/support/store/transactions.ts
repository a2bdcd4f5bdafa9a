import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "../../../src/domain/index.ts";
import {
  findMeta,
  listChangesAfter,
  listLatestChanges,
  type Operation,
  recordChange,
  type Store,
  setMeta,
} from "../../../src/store/index.ts";
import { query } from "../../../src/store/operation.ts";
import { collectChanges } from "../collect-changes.ts";
import { NOW } from "./seed.ts";

function* note(name: string): Operation<string> {
  yield* setMeta(name, "1");
  yield* recordChange(NOW, { kind: "integration", integrationId: name, attention: null });
  return name;
}

function* noteAndFail(name: string): Operation<string> {
  yield* note(name);
  throw new Error(`${name} fails`);
}

/** What every store promises of its transactions and its feed. */
export function transactionSuite(open: () => Store | Promise<Store>): void {
  describe("transactions", () => {
    let store: Store;
    let heard: number;
    let changes: Change[];
    beforeEach(async () => {
      store = await open();
      heard = 0;
      changes = [];
      store.onChanges(() => {
        heard++;
      });
      collectChanges(store, changes);
    });
    afterEach(() => store.close());

    const names = (changes: readonly Change[]) =>
      changes.map((one) => (one.kind === "integration" ? one.integrationId : one.kind));

    it("writes of one turn share a commit and keep their order", async () => {
      const results = await Promise.all(["a", "b", "c"].map((name) => store.write(() => note(name))));
      expect(results).toEqual(["a", "b", "c"]);
      expect(names(await store.read(() => listChangesAfter(0, 10)))).toEqual(["a", "b", "c"]);
      expect(heard).toBeGreaterThan(0);
    });

    it("one write that fails is rolled back alone, tells its caller, and is not heard of", async () => {
      const results = await Promise.allSettled([
        store.write(() => note("a")),
        store.write(() => noteAndFail("b")),
        store.write(() => note("c")),
      ]);
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(results[1]).toMatchObject({ reason: { message: "b fails" } });
      expect(heard).toBeGreaterThan(0);
      const stored = await store.read(function* () {
        return [yield* findMeta("a"), yield* findMeta("b"), yield* findMeta("c")];
      });
      expect(stored).toEqual(["1", undefined, "1"]);
      expect(names(await store.read(() => listChangesAfter(0, 10)))).toEqual(["a", "c"]);
    });

    it("a broken statement or constraint rejects its own write only", async () => {
      const results = await Promise.allSettled([
        store.write(() => query("INSERT INTO meta (key, value) VALUES ('x', NULL)")),
        store.write(() => query("NOT SQL")),
        store.write(() => note("a")),
      ]);
      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    });

    it("a write that waits for nothing else sees all that was written before it in the same turn", async () => {
      void store.write(() => setMeta("count", "1"));
      const seen = await store.write(() => findMeta("count"));
      expect(seen).toBe("1");
    });

    it("the feed gives what a subscriber missed, in order, with the numbers that were announced", async () => {
      for (const name of ["a", "b", "c", "d"]) await store.write(() => note(name));
      await expect.poll(() => changes.length).toBe(4);
      const announced = changes;
      expect(await store.read(() => listChangesAfter(0, 10))).toEqual(announced);
      const [, second] = announced;
      expect(names(await store.read(() => listChangesAfter(second?.seq as number, 1)))).toEqual(["c"]);
      expect(names(await store.read(() => listLatestChanges(2)))).toEqual(["c", "d"]);
      expect(announced.map(({ seq }) => seq)).toEqual([...announced.map(({ seq }) => seq)].sort((a, b) => a - b));
    });

    it("a subscriber hears only after the commit, and nothing once it has left", async () => {
      let stored: Promise<string | undefined> | undefined;
      const leave = store.onChanges(() => {
        stored = store.read(() => findMeta("a"));
      });
      await store.write(() => note("a"));
      expect(await stored).toBe("1");
      leave();
      stored = undefined;
      await store.write(() => note("b"));
      expect(stored).toBeUndefined();
    });

    it("closing first stores what was handed in", async () => {
      const written = store.write(() => note("a"));
      await store.close();
      expect(await written).toBe("a");
    });

    it("after closing, writes and reads are refused", async () => {
      await store.close();
      await expect(store.write(() => note("a"))).rejects.toMatchObject({ code: "STORE_FAILED" });
      await expect(store.read(() => findMeta("a"))).rejects.toThrow();
    });
  });
}
