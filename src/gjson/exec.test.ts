import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DOCUMENTS, ROWS } from "./exec.cases.ts";
import { getPath } from "./index.ts";

const tables = Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[];

describe.each(tables)("paths over %s", (name) => {
  test.each(ROWS[name])("%s", (path, type, raw = "", text = raw) => {
    const { exists, type: foundType, raw: foundRaw, text: foundText } = getPath(DOCUMENTS[name], path);
    const want = { exists: type !== undefined, foundType: type ?? "Null", foundRaw: raw, foundText: text };
    expect({ exists, foundType, foundRaw, foundText }).toEqual(want);
  });
});

const shared = new URL("../../../shared/vectors/gjson.json", import.meta.url);

interface Vector {
  readonly name: string;
  readonly json: string;
  readonly path: string;
  readonly want_raw: string;
  readonly want_string: string;
  readonly exists: boolean;
  readonly type: string;
}

test("every recorded answer of gjson 1.18 is given", ({ skip }) => {
  if (!existsSync(shared)) skip("the recorded vectors do not lie beside the repository");
  const vectors = JSON.parse(readFileSync(shared, "utf8")) as Vector[];
  const wrong = vectors.filter(({ name, json, path, ...want }) => {
    const { exists, type, raw, text } = getPath(json, path);
    if (name.startsWith("malformed/")) return false;
    return exists !== want.exists || type !== want.type || raw !== want.want_raw || text !== want.want_string;
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
