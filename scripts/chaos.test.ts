import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function chaos(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["scripts/chaos.ts", ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

describe("a short run of chaos", () => {
  it("loses nothing, doubles nothing and keeps the order", { timeout: 90_000 }, async () => {
    const { code, out, err } = await chaos("--kills", "6", "--seconds-per-life", "0.1-0.5", "--json");
    expect(out, err).toMatch(/^\{.*\}\n$/);
    const { seed, offences, ...figures } = JSON.parse(out) as Record<string, unknown>;
    expect({ code, ...figures }, `${err}\nseed ${seed}: ${JSON.stringify(offences, null, 2)}`).toMatchObject({
      code: 0,
      kills: 6,
      lost: 0,
      doubled: 0,
      orderViolations: 0,
      stuck: 0,
    });
    expect(figures.acknowledged).toBeGreaterThan(50);
    expect(figures.effects).toBeGreaterThan(20);
  });
});

describe("the command line of chaos", () => {
  it.each([
    [["--kills", "many"], '--kills is "many"; give a whole number from 1 to 100000'],
    [["--seconds-per-life", "2-1"], '--seconds-per-life is "2-1"; give seconds such as 1.5'],
    [["--store", "paper"], '--store is "paper"; give sqlite or postgres'],
    [["--nodes", "3"], "--nodes 3 needs --store postgres"],
    [["--kill", "3"], "Unknown option '--kill'"],
  ])("refuses %j with a sentence and how it is used", async (args, sentence) => {
    const { code, out, err } = await chaos(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).toContain("Usage: npm run chaos");
  });

  it("explains itself", async () => {
    const { code, out } = await chaos("--help");
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      "Usage: npm run chaos -- [--kills N] [--seed S] [--seconds-per-life LEAST-MOST]",
    ]);
  });
});
