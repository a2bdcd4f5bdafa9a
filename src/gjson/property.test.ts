import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePath, getPath, printPath, validatePath } from "./index.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const key = fc.oneof(
  fc.constantFrom("a", "b", "id", "name", "0", "é", "📞", 'q"', "back\\slash", "a.b", "x*"),
  fc.string(),
);
const { value: document } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e21, "", "text", "é📞", 'a"\\\n\u0001]}'),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.string(),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
}));

const escapeKey = (name: string) => name.replace(/[^A-Za-z0-9_]/g, "\\$&");

/** All plain paths of a document with what lies there. The empty key and numbers as keys are fine; an empty path is none. */
function placesOf(value: Json, path: readonly string[] = []): { path: string; value: Json }[] {
  const here = path.length === 0 ? [] : [{ path: path.join("."), value }];
  if (value === null || typeof value !== "object") return here;
  const children = Array.isArray(value) ? value.map((child, i) => [String(i), child] as const) : Object.entries(value);
  return [
    ...here,
    ...children.flatMap(([name, child]) => placesOf(child, [...path, Array.isArray(value) ? name : escapeKey(name)])),
  ];
}

describe("a plain path", () => {
  test("finds what JSON.parse and a walk find", () => {
    fc.assert(
      fc.property(document, fc.constantFrom(0, 1, 3), (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        for (const { path, value } of placesOf(json)) {
          if (path.startsWith("..")) continue;
          const found = getPath(text, path);
          expect({ path, exists: found.exists }).toEqual({ path, exists: true });
          expect({ path, value: JSON.parse(found.raw) }).toEqual({ path, value });
          if (typeof value === "string") expect(found.text).toBe(value.toWellFormed());
        }
      }),
      { numRuns: 1500 },
    );
  });

  test("finds nothing where nothing lies", () => {
    fc.assert(
      fc.property(document, (json) => {
        const text = JSON.stringify(json);
        for (const { path } of placesOf(json)) expect(getPath(text, `${path}.not_there`).exists).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("of `#.` gathers what the elements have", () => {
    const rows = fc.array(fc.record({ a: fc.integer(), b: fc.string() }, { requiredKeys: ["a"] }), { maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.integer({ min: -5, max: 5 }), (list, limit) => {
        const text = JSON.stringify({ list });
        expect(JSON.parse(getPath(text, "list.#.b").raw)).toEqual(
          list.flatMap(({ b }) => (b === undefined ? [] : [b])),
        );
        const above = list.filter(({ a }) => a > limit);
        expect(JSON.parse(getPath(text, `list.#(a>${limit})#`).raw)).toEqual(above);
        expect(getPath(text, `list.#(a>${limit}).a`).text).toBe(above[0] === undefined ? "" : String(above[0].a));
        expect(getPath(text, "list.#").text).toBe(String(list.length));
      }),
      { numRuns: 500 },
    );
  });
});

const alphabet = [
  ...'ab01.|#@!*?\\"(){}[]:,=<>%~-+ etrufalsn',
  "é",
  "📞",
  "\n",
  "@reverse",
  "@pretty",
  "@join",
  "@dig:",
  "#(",
];
const noise = fc.oneof(
  fc.array(fc.constantFrom(...alphabet), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
);

describe("random input", () => {
  test("as path and as document never fails", () => {
    fc.assert(
      fc.property(noise, noise, (json, path) => {
        const { exists, type, raw, text } = getPath(json, path);
        expect(typeof raw).toBe("string");
        expect(typeof text).toBe("string");
        if (!exists) expect([type, raw]).toEqual(["Null", ""]);
        validatePath(path);
      }),
      { numRuns: 20_000 },
    );
  });

  test("as path over a real document finds the same when compiled, and the printed path is stable", () => {
    fc.assert(
      fc.property(document, noise, (json, path) => {
        const text = JSON.stringify(json);
        expect(compilePath(path).get(text).raw).toBe(getPath(text, path).raw);
        expect(printPath(printPath(path))).toBe(printPath(path));
      }),
      { numRuns: 5000 },
    );
  });

  test("cut off anywhere is answered", () => {
    const paths = [
      "a",
      "a.0.b",
      "a.#.b",
      'a.#(b=="x")#.c',
      "@pretty",
      "@flatten",
      "@this.@keys",
      "{a,b}",
      "..#.a",
      "@dig:b",
    ];
    fc.assert(
      fc.property(document, fc.nat(), fc.constantFrom(...paths), (json, at, path) => {
        const text = JSON.stringify({ a: json, b: [json] });
        expect(typeof getPath(text.slice(0, at % text.length), path).text).toBe("string");
      }),
      { numRuns: 5000 },
    );
  });
});
