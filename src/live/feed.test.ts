import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Change, type ChangeBody, toCallId, toExtensionNumber } from "../domain/index.ts";
import { openSqliteStore, recordChange, type Store } from "../store/index.ts";
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

const attention = (text: string): ChangeBody => ({ kind: "integration", integrationId: "rt", attention: text });

function popup(extension: string): ChangeBody {
  const shown = {
    id: `p${extension}`,
    integrationId: "rt",
    callId: toCallId("c"),
    extension: toExtensionNumber(extension),
    trigger: "ringing" as const,
    state: "shown" as const,
    url: "",
    contactName: "",
    number: "",
    createdAt: 0,
  };
  return { kind: "popup", popup: shown };
}

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

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

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
