import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./support/helpdesks/request-tracker.ts";

const DOOR = new URL("../src/scenario/index.ts", import.meta.url);

/** The program in the door's own documentation, with its packages taken from this repository. */
function exampleOf(source: string): string {
  const [, block = ""] = /^ \* ```ts\n([\s\S]*?)^ \* ```$/m.exec(source) ?? [];
  return block
    .replace(/^ \* ?/gm, "")
    .replace(/"deskbell\/(\w+)"/g, (_, door: string) => JSON.stringify(new URL(`../${door}/index.ts`, DOOR).href));
}

describe("the door deskbell/scenario", () => {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-door-"));
  let helpdesk: RequestTracker;

  beforeAll(async () => {
    helpdesk = await openRequestTracker();
  });
  afterAll(async () => {
    await helpdesk.close();
    rmSync(folder, { recursive: true });
  });

  it("is documented by a program that runs and finds the caller", async () => {
    const program = join(folder, "example.ts");
    writeFileSync(program, exampleOf(readFileSync(DOOR, "utf8")));
    const env = { ...process.env, RT_ADDRESS: helpdesk.address, RT_TOKEN };
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env, timeout: 20_000 });
    expect(stdout).toMatch(/^delivered \[[\s\S]*Two Numbers/);
    expect(stdout).not.toContain(RT_TOKEN);
  });
});
