import { describe, expect, it } from "vitest";
import { readByteRange } from "./byte-range.ts";

describe("a part of a file of 100 bytes", () => {
  it.each([
    [undefined, "all"],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=10-19", { start: 10, end: 19 }],
    ["Bytes = 10 - 19", { start: 10, end: 19 }],
    ["bytes=99-", { start: 99, end: 99 }],
    ["bytes=50-5000", { start: 50, end: 99 }],
    ["bytes=-1", { start: 99, end: 99 }],
    ["bytes=-500", { start: 0, end: 99 }],
    ["bytes=100-", "none"],
    ["bytes=99999999999999999999999-", "none"],
    ["bytes=-0", "none"],
    ["bytes=20-10", "all"],
    ["bytes=0-1,5-6", "all"],
    ["bytes=-", "all"],
    ["bytes=a-b", "all"],
    ["lines=1-2", "all"],
  ] as const)("%s is %j", (header, range) => {
    expect(readByteRange(header, 100)).toEqual(range);
  });
});
