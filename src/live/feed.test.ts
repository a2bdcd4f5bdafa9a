import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change, ChangeBody } from "../domain/index.ts";
import { listChangesAfter, openSqliteStore, recordChange, type Store } from "../store/index.ts";
import { attention, numbers, popup } from "./a-change.test.data.ts";
import { concerns } from "./audience.ts";
import { type Feed, type FeedStart, openFeed } from "./feed.ts";

let store: Store;
let feed: Feed;
beforeEach(() => {
  store = openSqliteStore(":memory:");
  feed = openFeed(store);
});
afterEach(async () => {
  feed.close();
  await store.close();
});

function add(...bodies: ChangeBody[]): Promise<void> {
  return store.write(function* () {
    for (const body of bodies) yield* recordChange(0, body);
  });
}

/** A reader that remembers what it got; `room` is how much it takes before it says that it is full. */
async function follow(start: FeedStart, room = Number.POSITIVE_INFINITY) {
  const got: Change[] = [];
  let ended = 0;
  let left = room;
  const take = (change: Change) => {
    got.push(change);
    return --left > 0;
  };
  const subscription = await feed.subscribe(start, take, () => ended++);
  return {
    got,
    seqs: () => got.map(({ seq }) => seq),
    ended: () => ended,
    close: () => subscription.close(),
    ready(more: number) {
      left = more;
      subscription.ready();
    },
  };
}

describe("a reader of the live feed", () => {
  it("gets what happens from now on, in order", async () => {
    await add(attention("before"));
    const reader = await follow({});
    await add(attention("a"), attention("b"));
    await expect.poll(reader.seqs).toEqual([2, 3]);
  });

  it("may begin with the newest that happened", async () => {
    await add(...numbers(1, 5).map((one) => attention(`${one}`)));
    const reader = await follow({ latest: 2 });
    expect(reader.seqs()).toEqual([4, 5]);
  });

  it("that comes back gets all it missed, over many pages, without a gap and without a repeat", async () => {
    await add(...numbers(1, 1200).map((one) => attention(`${one}`)));
    const reader = await follow({ after: 7 });
    for (const one of numbers(1201, 1300)) void add(attention(`${one}`));
    await expect.poll(reader.seqs).toEqual(numbers(8, 1300));
  });

  it("that is slow is waited for, and catches up", async () => {
    const reader = await follow({}, 3);
    await add(...numbers(1, 10).map((one) => attention(`${one}`)));
    await expect.poll(reader.seqs).toEqual([1, 2, 3]);
    await add(attention("11"));
    reader.ready(4);
    await expect.poll(reader.seqs).toEqual(numbers(1, 7));
    reader.ready(100);
    await expect.poll(reader.seqs).toEqual(numbers(1, 11));
  });

  it("that follows one extension gets its pop-ups, no other's, and all the rest", async () => {
    const reader = await follow({ extension: "1001" });
    await add(popup("1001"), popup("1002"), attention("x"));
    await expect.poll(reader.seqs).toEqual([1, 3]);
  });

  it("that remembers more than there is, as after going back to a backup, gets what happens from now on", async () => {
    await add(attention("1"));
    const reader = await follow({ after: 5000 });
    await add(attention("2"));
    await expect.poll(reader.seqs).toEqual([2]);
  });

  it("that has closed gets nothing more", async () => {
    const reader = await follow({});
    const other = await follow({});
    reader.close();
    expect(feed.size).toBe(1);
    await add(attention("1"));
    await expect.poll(other.seqs).toEqual([1]);
    expect([reader.got.length, reader.ended()]).toEqual([0, 0]);
  });

  it("is told once when the feed is closed", async () => {
    const reader = await follow({});
    feed.close();
    feed.close();
    expect([reader.ended(), feed.size]).toEqual([1, 0]);
  });

  it("may ask for some kinds alone", async () => {
    const reader = await follow({ extension: "1001", kinds: ["popup"] });
    await add(attention("x"), popup("1001"), popup("1002"), popup("1001"));
    await expect.poll(reader.seqs).toEqual([2, 4]);
  });

  it("that is full while the newest are shown to it loses none", async () => {
    await add(...numbers(1, 5).map((one) => attention(`${one}`)));
    const reader = await follow({ latest: 4 }, 2);
    expect(reader.seqs()).toEqual([2, 3]);
    reader.ready(100);
    await expect.poll(reader.seqs).toEqual(numbers(2, 5));
  });

  it("that asks for what has been cleared away gets what is left", async () => {
    const other = await follow({});
    for (const round of numbers(0, 3)) {
      await add(...numbers(1, 600).map((one) => attention(`${round}-${one}`)));
    }
    await expect.poll(() => other.got.length).toBe(2400);
    await store.write(function* () {
      yield { kind: "sql", sql: "DELETE FROM changes WHERE seq <= 2390", params: [] };
    });
    const reader = await follow({ after: 3 });
    await add(attention("last"));
    await expect.poll(() => reader.seqs().at(-1)).toBe(2401);
    expect(reader.seqs()).toEqual(numbers(reader.seqs()[0] as number, 2401));
  });

  it("that comes after all others have gone starts afresh", async () => {
    const first = await follow({});
    await add(attention("1"));
    await expect.poll(first.seqs).toEqual([1]);
    first.close();
    await add(attention("2"));
    const second = await follow({});
    const third = await follow({ after: 1 });
    await add(attention("3"));
    await expect.poll(() => [second.seqs(), third.seqs()]).toEqual([[3], [2, 3]]);
  });

  it("is let go when the store cannot be read, so that it comes back", async () => {
    const failing: Store = { ...store, read: store.read };
    const own = openFeed(failing);
    let ended = 0;
    await own.subscribe(
      {},
      () => true,
      () => ended++,
    );
    failing.read = () => Promise.reject(new Error("disk I/O error"));
    await add(attention("1"));
    await expect.poll(() => ended).toBe(1);
    expect(own.size).toBe(0);
    own.close();
  });
});

/** Opens the feed anew on a store that counts how often it is read. */
function countReads(): () => number {
  let reads = 0;
  feed.close();
  feed = openFeed({
    ...store,
    read(operation) {
      reads++;
      return store.read(operation);
    },
  });
  return () => reads;
}

describe("the live feed", () => {
  it("reads a commit once, however many follow it, and hands all the same change", async () => {
    const reads = countReads();
    const readers = await Promise.all(numbers(1, 200).map((one) => follow({ extension: `${one}` })));
    const before = reads();
    for (const one of numbers(1, 10)) await add(attention(`${one}`), popup("7"));
    await expect.poll(() => readers.every(({ got }) => got.length >= 10)).toBe(true);
    expect(reads() - before).toBeLessThanOrEqual(10);
    expect(readers.map(({ got }) => got.length)).toEqual(numbers(1, 200).map((one) => (one === 7 ? 20 : 10)));
    expect(new Set(readers.map(({ got }) => got[0])).size).toBe(1);
  });

  it("does not read while nobody follows it", async () => {
    const reads = countReads();
    await add(attention("1"), attention("2"));
    expect(reads()).toBe(0);
  });

  it("serves who was away for a moment from memory", async () => {
    const first = await follow({});
    await add(...numbers(1, 300).map((one) => attention(`${one}`)));
    await expect.poll(() => first.got.length).toBe(300);
    const late = await follow({ after: 100 });
    await expect.poll(late.seqs).toEqual(numbers(101, 300));
    expect(late.got[0]).toBe(first.got[100]);
  });

  it.each(numbers(1, 10))("keeps its word for any mixture of readers (seed %i)", async (seed) => {
    const random = randomFrom(seed);
    const below = (limit: number) => Math.floor(random() * limit);
    const slow: Store = {
      ...store,
      async read(operation) {
        const result = await store.read(operation);
        for (let turns = below(4); turns > 0; turns--) await new Promise(setImmediate);
        return result;
      },
    };
    feed.close();
    feed = openFeed(slow);
    const extensions = ["1", "2", "3"];
    const readers: { from: number; start: FeedStart; reader: Awaited<ReturnType<typeof follow>> }[] = [];
    let written = 0;
    for (let round = 0; round < 40; round++) {
      const count = below(25) === 0 ? 1200 : 1 + below(30);
      const adding = add(
        ...numbers(1, count).map((one) => (below(2) ? attention(`${one}`) : popup(extensions[below(3)] as string))),
      );
      if (below(4) === 0) await adding;
      written += count;
      if (below(3) === 0) {
        await adding;
        const after = below(written + 1);
        const start: FeedStart = {
          after,
          ...(below(2) && { extension: extensions[below(3)] as string }),
          ...(below(3) === 0 && { kinds: ["popup" as const] }),
        };
        readers.push({ from: after, start, reader: await follow(start, 1 + below(50)) });
      }
      for (const { reader } of readers) if (below(2)) reader.ready(1 + below(400));
    }
    await add(attention("last"));
    const all = await store.read(() => listChangesAfter(0, 1_000_000));
    for (const { from, start, reader } of readers) {
      reader.ready(Number.POSITIVE_INFINITY);
      const wanted = all.filter((change) => change.seq > from && concerns(start, change)).map(({ seq }) => seq);
      await expect.poll(() => reader.got.length, { interval: 5 }).toBeGreaterThanOrEqual(wanted.length);
      expect(reader.seqs()).toEqual(wanted);
      expect(reader.ended()).toBe(0);
    }
  });
});

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
