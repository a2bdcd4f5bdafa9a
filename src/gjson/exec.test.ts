import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DOCUMENTS, ROWS } from "./exec.cases.ts";
import { getPath } from "./index.ts";

const tables = Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[];

describe.each(tables)("paths over %s", (name) => {
  const rows = ROWS[name].map(([path, type, raw = "", text = raw]) => ({
    path,
    want: { exists: type !== undefined, type: type ?? "Null", raw, text },
  }));
  test.each(rows)("$path", ({ path, want }) => {
    const { exists, type, raw, text } = getPath(DOCUMENTS[name], path);
    expect({ exists, type, raw, text }).toEqual(want);
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
