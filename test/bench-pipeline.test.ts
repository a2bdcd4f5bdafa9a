import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { atLeast, atMost, quantile, round } from "../bench/pipeline/measure.ts";

function bench(...args: string[]) {
  return spawnSync(process.execPath, ["bench/pipeline.ts", ...args], { encoding: "utf8", timeout: 60_000 });
}

describe("the bench of the engine", () => {
  it("gives one object of numbers, whatever they are", { timeout: 60_000 }, () => {
    const { stdout, stderr } = bench("--brief", "--only", "events", "--json");
    expect(stdout, stderr).toMatch(/^\{/);
    const found = JSON.parse(stdout);
    expect(Object.keys(found.parts)).toEqual(["events"]);
    expect(found.goals_met).toEqual(found.goals.every((goal: { met: boolean }) => goal.met));
    for (const goal of found.goals) {
      expect(goal).toEqual({
        name: expect.stringMatching(/^events: /),
        value: expect.any(Number),
        wanted: expect.any(Number),
        met: expect.any(Boolean),
      });
    }
    for (const name of ["token", "signed", "batch"]) {
      for (const who of ["deskbell", "bare", "shared"]) {
        expect(found.parts.events[`${name}_${who}_per_s`]).toBeGreaterThan(0);
      }
    }
  });

  it.each([
    [["--only", "speed"], "--only speed: there is no such part; there are events, cycles"],
    [["--fast"], "--fast"],
  ])("says what is wrong with %j", (args, sentence) => {
    const { status, stderr, stdout } = bench(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("usage: node bench/pipeline.ts");
  });
});

describe("a figure", () => {
  it.each([
    [0, 0],
    [0.123456, 0.123],
    [12.3456, 12.3],
    [1234.56, 1235],
    [Number.NaN, 0],
  ])("%d is shown as %d", (value, shown) => expect(round(value)).toBe(shown));

  it("of many values is found by its share", () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 3, 5, 5]);
    expect(quantile([], 0.5)).toBe(0);
  });

  it("meets a goal by what was found and not by what is shown", () => {
    expect(atLeast("x", 0.49999, 0.5)).toMatchObject({ value: 0.5, met: false });
    expect(atMost("x", 120.01, 120)).toMatchObject({ value: 120, met: false });
  });
});
