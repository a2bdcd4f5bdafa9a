import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { respell, SWITCHBOARD, toNumbers, toStrangersNumber } from "../bench/matching/contacts.ts";
import { readOptions } from "../bench/matching/options.ts";
import { toCanonical, toMatchKey } from "../src/domain/index.ts";

function bench(...args: string[]) {
  return spawnSync(process.execPath, ["bench/matching.ts", ...args], { encoding: "utf8", timeout: 60_000 });
}

describe("the bench of the phonebook", () => {
  it("gives one object of numbers, whatever they are", { timeout: 60_000 }, () => {
    const { stdout, stderr } = bench("--brief", "--json");
    expect(stdout, stderr).toMatch(/^\{/);
    const found = JSON.parse(stdout);
    expect(found.goals.map((goal: { name: string }) => goal.name)).toEqual([
      "look_ups: contacts in the phonebook",
      "look_ups: known number p99, ms",
      "look_ups: search that looks through all p50, ms",
      "synchronisation: contacts stored",
      "synchronisation: highest memory, MB",
    ]);
    expect(found.goals_met).toEqual(found.goals.every((goal: { met: boolean }) => goal.met));
    const { look_ups, synchronisation } = found.parts;
    expect([look_ups.contacts, synchronisation.contacts]).toEqual([500, 500]);
    for (const who of ["known", "stranger", "switchboard", "bare_index", "bare_rows", "save_one", "search"]) {
      expect(look_ups[`${who}_p99_ms`]).toBeGreaterThanOrEqual(look_ups[`${who}_p50_ms`]);
      expect(look_ups[`${who}_p50_ms`]).toBeGreaterThan(0);
    }
    expect(look_ups.candidates_mean).toBeGreaterThanOrEqual(1);
    expect(synchronisation.memory_highest_mb).toBeGreaterThanOrEqual(synchronisation.memory_end_mb);
  });

  it("says what is wrong with an option that it does not have", () => {
    const { status, stderr, stdout } = bench("--fast");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--fast");
    expect(stderr).toContain("usage: node bench/matching.ts");
  });

  it("measures half a million contacts, and fewer when it shall be quick", () => {
    expect(readOptions([]).amounts).toMatchObject({ contacts: 500_000, lookUps: 10_000, synchronised: 200_000 });
    expect(readOptions(["--quick"]).amounts).toMatchObject({ contacts: 20_000, lookUps: 10_000 });
  });
});

describe("a number of the bench", () => {
  const numbers = [0, 1, 777, 499_999].flatMap((at) => [...toNumbers(at), toStrangersNumber(at)]);

  it.each(numbers)("%s is the same in all its spellings", (number) => {
    const written = Array.from({ length: 7 }, (_, choice) => respell(number, choice));
    expect(new Set(written).size).toBeGreaterThanOrEqual(4);
    expect(written.map((one) => toCanonical(one, "TH"))).toEqual(written.map(() => number));
  });

  it("is its contact's own, and the switchboard's for some", () => {
    const people = Array.from({ length: 1000 }, (_, at) => toNumbers(at));
    expect(people.filter((own) => own.includes(SWITCHBOARD))).toHaveLength(200);
    expect(new Set(people.flat()).size).toBe(3000 - 199);
  });

  it("shares its last digits with others as often as numbers drawn by lot do", () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => toMatchKey(toNumbers(at)[0], "TH"));
    const expected = 1_000_000 * (1 - Math.exp(-20_000 / 1_000_000));
    expect(Math.abs(new Set(keys).size - expected)).toBeLessThan(100);
  });
});
