import { describe, expect, it } from "vitest";
import { byteLength, byteSlice, compareStrings, fromBytes, joined, runeCount, toBytes } from "./bytes.ts";

describe("strings as bytes", () => {
  it("go to bytes and back, whatever the bytes are", () => {
    const bytes = Uint8Array.from([
      0x61, 0xff, 0xe0, 0xb8, 0x81, 0xe0, 0xb8, 0xc0, 0x80, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x80,
    ]);
    const text = fromBytes(bytes);
    expect(text).toBe("a\udcffก\udce0\udcb8\udcc0\udc80😀\udced\udca0\udc80");
    expect(toBytes(text)).toEqual(bytes);
  });

  it("keep a byte order mark", () => {
    expect(fromBytes(Uint8Array.from([0xef, 0xbb, 0xbf]))).toBe("\ufeff");
  });

  it("turn halves of surrogate pairs that stand for no byte into the replacement character", () => {
    expect(joined("a\ud800b\udfff")).toBe("a\ufffdb\ufffd");
  });

  it("join bytes that make a character", () => {
    expect(joined("\udce0\udcb8\udc81")).toBe("ก");
  });

  it("are measured, counted and cut by bytes", () => {
    expect(["", "abc", "é", "ก", "😀", "\udcff"].map(byteLength)).toEqual([0, 3, 2, 3, 4, 1]);
    expect(["", "abc", "é", "ก", "a😀b", "\udcff\udc80"].map(runeCount)).toEqual([0, 3, 1, 1, 3, 2]);
    expect(byteSlice("aกb", 1, 4)).toBe("ก");
    expect(byteSlice("aกb", 1, 3)).toBe("\udce0\udcb8");
    expect(byteSlice("abc", 1, 2)).toBe("b");
  });

  it("are in the order of their bytes", () => {
    const sorted = ["", "A", "a", "é", "ก", "～", "😀", "\udcff"];
    expect([...sorted].reverse().sort(compareStrings)).toEqual(sorted);
    expect(compareStrings("😀", "😀")).toBe(0);
    expect(compareStrings("😀a", "😀")).toBeGreaterThan(0);
  });
});
