import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { getPath } from "../index.ts";
import { createContainerEnds, findFarClose } from "./ends.ts";

/** Where each container of an array ends and where the array itself does, character by character. */
function endsOf(text: string, from: number): { elements: { at: number; end: number }[]; close: number } {
  const elements: { at: number; end: number }[] = [];
  let depth = 0;
  let at = from;
  for (let i = from; i < text.length; i++) {
    const code = text[i] as string;
    if (code === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === "\\") i++;
    } else if ("[{".includes(code)) {
      if (depth++ === 0) at = i;
    } else if ("]}".includes(code)) {
      if (--depth < 0) return { elements, close: i + 1 };
      if (depth === 0) elements.push({ at, end: i + 1 });
    }
  }
  return { elements, close: -1 };
}

function check(text: string): void {
  const { elements, close } = endsOf(text, 1);
  const ends = createContainerEnds(text, 1, text.length);
  expect(elements.map(({ at }) => ends?.endOf(at))).toEqual(elements.map(({ end }) => end));
  expect(findFarClose(text, 1, text.length)).toBe(close);
}

/** Pieces whose lengths differ in characters, UTF-16 units and bytes, with everything that may deceive a bracket counter. */
const pieces = [
  "a",
  "é",
  "จ",
  "📞",
  "\\\\",
  '\\"',
  "{",
  "}",
  "[",
  "]",
  "\\u005d",
  "\ud800",
  " ".repeat(63),
  "x".repeat(50),
];
const inner = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(""));
const element = fc.oneof(
  inner.map((text) => `{"k":"${text}"}`),
  inner.map((text) => `[["${text}"],{}]`),
  inner.map((text) => `"${text}"`),
  fc.constantFrom("1", "{}", "[]", "null"),
);

describe("the scan of many bytes at a time", () => {
  test("finds the same ends as reading character by character", () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 80 }), (elements) => check(`[${elements.join(",")}]`)),
      { numRuns: 400 },
    );
  });

  test("is not misled where a stretch ends: between a backslash and its character, in a character, in a string", () => {
    for (let lead = 960; lead <= 1040; lead++) {
      for (const piece of ['\\"]', "\\\\", "📞]", "\\\\\\\\\\\\", "จ}"])
        check(`["${"x".repeat(lead)}${piece}",{"a":[]},[1]]`);
    }
    check(`["${"\\\\".repeat(40_000)}",{"a":1}]`);
    check(`["${"\\\\".repeat(8191)}\\"",{"a":1}]`);
  });

  test("says so when nothing closes", () => {
    check(`[${'{"a":['.repeat(3000)}`);
    check(`[{"a":"${"x".repeat(5000)}`);
  });
});

describe("where WebAssembly cannot be had", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test("everything is found all the same", async () => {
    const json = JSON.stringify({ list: Array.from({ length: 500 }, (_, i) => ({ i, s: "]".repeat(i % 7) })), z: 1 });
    const paths = ["z", "list.499.i", "list.#(i==400).s", "list.#", "list.#.i|499"];
    const want = paths.map((path) => getPath(json, path).raw);
    vi.resetModules();
    vi.stubGlobal("WebAssembly", undefined);
    const slow = await import("../index.ts");
    expect(paths.map((path) => slow.getPath(json, path).raw)).toEqual(want);
    expect(want[0]).toBe("1");
  });
});
