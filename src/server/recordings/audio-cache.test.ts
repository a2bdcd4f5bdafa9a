import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HOUR } from "../../base/index.ts";
import { openAudioCache } from "./audio-cache.ts";

let folder: string;
let ids = 0;
let now = Date.now();
const open = (maxTotalBytes = 10_000) =>
  openAudioCache(
    folder,
    { maxBytes: 1000, maxTotalBytes },
    () => `id${++ids}`,
    () => now,
  );
const audio = (parts: readonly (string | Error)[], more: { length?: number; contentType?: string } = {}) => ({
  contentType: "audio/wav",
  ...more,
  body: (async function* () {
    for (const part of parts) {
      if (part instanceof Error) throw part;
      yield Buffer.from(part);
    }
  })(),
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-audio-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is found again by call and source, with its kind", async () => {
  const kept = await open().keep("call1", "file a.mp3", audio(["ab", "c"], { contentType: "audio/mpeg; x=1" }));
  expect(readFileSync(kept.path, "utf8")).toBe("abc");
  expect(await open().find("call1", "file a.mp3")).toEqual({ ...kept, contentType: "audio/mpeg", bytes: 3 });
  expect(await open().find("call1", "file b.mp3")).toBeUndefined();
  expect(await open().find("call", "file a.mp3")).toBeUndefined();
});

it.each([
  ["cut off", audio(["ab", new Error("gone")]), /gone/],
  ["shorter than it was said to be", audio(["ab"], { length: 3 }), /after 2 of 3 bytes/],
  ["empty", audio([]), /empty/],
  ["too long", audio(["a".repeat(600), "b".repeat(600)]), /recordings.maxMegabytes/],
])("is not kept when it came %s", async (_how, stream, message) => {
  await expect(open().keep("call1", "file a", stream)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
});

it("is never a half file that a crash left, and that is removed in time", async () => {
  writeFileSync(join(folder, "x1.half"), "half");
  writeFileSync(join(folder, "x2.half"), "half");
  const long = (Date.now() - 2 * HOUR) / 1000;
  utimesSync(join(folder, "x1.half"), long, long);
  expect(await open().find("x1", "half")).toBeUndefined();
  await open().sweep(async () => true);
  expect(readdirSync(folder)).toEqual(["x2.half"]);
});

it("is removed with its call, and no other file is", async () => {
  const cache = open();
  await cache.keep("call1", "file a", audio(["a"]));
  await cache.keep("call2", "file a", audio(["a"]));
  writeFileSync(join(folder, "notes.txt"), "somebody's");
  await cache.sweep(async (callId) => callId === "call2");
  expect(await cache.find("call1", "file a")).toBeUndefined();
  expect(await cache.find("call2", "file a")).toBeDefined();
  expect(readdirSync(folder)).toContain("notes.txt");
});

it("is removed by the time of its last use when all together are too much, but never while it may be read", async () => {
  const cache = open(25);
  const keep = (callId: string) => cache.keep(callId, "file a", audio(["a".repeat(10)]));
  const kept = async () => {
    const found = readdirSync(folder).map((name) => name.split(".")[0]);
    return found.sort().join(" ");
  };
  const wait = () => {
    now += HOUR;
  };
  await keep("call1");
  wait();
  await keep("call2");
  wait();
  await cache.find("call1", "file a");
  await keep("call3");
  expect(await kept()).toBe("call1 call3");
  await keep("call4");
  expect(await kept()).toBe("call1 call3 call4");
  wait();
  await open(25).sweep(async () => true);
  expect((await kept()).split(" ")).toHaveLength(2);
});
