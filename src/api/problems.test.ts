import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toProblems } from "./problems.ts";

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  count: z.int().min(2).max(4),
  on: z.boolean(),
  kind: z.enum(["a", "b"]),
  only: z.literal("x"),
  list: z
    .array(z.strictObject({ n: z.number() }))
    .min(1)
    .max(2),
  map: z.record(z.string(), z.string()),
});
const GOOD = { name: "x", count: 3, on: true, kind: "a", only: "x", list: [{ n: 1 }], map: {} };

function problemsOf(change: Record<string, unknown>) {
  const result = schema.safeParse({ ...GOOD, ...change });
  return toProblems(result.error?.issues ?? []).map(({ path, message }) => `${path} ${message}`);
}

describe("what a schema finds is said in our words", () => {
  it.each([
    [{ name: undefined }, "name is missing; it must be a text"],
    [{ name: 5 }, "name must be a text, but is a number"],
    [{ name: "" }, "name must have at least 1 character"],
    [{ name: "123456" }, "name must have at most 5 characters"],
    [{ count: 1 }, "count must be at least 2"],
    [{ count: 5 }, "count must be at most 4"],
    [{ count: 2.5 }, "count must be a whole number, but is a number"],
    [{ count: Number.NaN }, "count must be a number, but is no number"],
    [{ on: "yes" }, "on must be true or false, but is a text"],
    [{ kind: "c" }, 'kind must be one of "a", "b"'],
    [{ only: "y" }, 'only must be "x"'],
    [{ list: [] }, "list must have at least 1 item"],
    [{ list: [{ n: 1 }, { n: 1 }, { n: 1 }] }, "list must have at most 2 items"],
    [{ list: {} }, "list must be a list, but is an object"],
    [{ list: [{ n: 1 }, { n: null }] }, "list[1].n must be a number, but is null"],
    [{ list: [{ n: 1, m: 2 }] }, 'list[0].m there is no member "m"'],
    [{ map: { a: 1 } }, "map.a must be a text, but is a number"],
    [{ map: [] }, "map must be an object, but is a list"],
  ])("%j", (change, ...said) => {
    expect(problemsOf(change)).toEqual(said);
  });

  it("all at once", () => {
    expect(problemsOf({ name: 1, kind: 2, extra: 3, other: 4 })).toHaveLength(4);
  });
});
