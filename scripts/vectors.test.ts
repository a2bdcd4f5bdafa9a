import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("vectors.ts", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "deskbell-vectors-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, content: unknown): Promise<void> {
  await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

function run(...folders: string[]): Promise<{ code: number; lines: string[] }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, ...folders], (_, stdout) => {
      resolve({ code: child.exitCode ?? -1, lines: stdout.trim().split("\n") });
    });
  });
}

const GOOD = { name: "t/1", template: "{{.x}}", data: { x: 1 }, want: "1" };

describe("npm run vectors", () => {
  it("tells cases of all forms by their fields, and passes", async () => {
    await put("one.json", [
      GOOD,
      { name: "t/2", template: "{{.", data: null, error: "parse" },
      { name: "t/3", template: "{{.x.y}}", data: { x: 1 }, ints: true, error: "exec" },
      { name: "t/4", template: "{{slice . 0 1}}", data: "é", want_base64: "ww==" },
    ]);
    await put("two.json", [
      { group: "field", unix: 0, zone: "UTC", layout: "2006", want: "1970" },
      { group: "fraction", unix: 0, nanos: 5e8, zone: "UTC", layout: "5.9", want: "0.5" },
    ]);
    await put("three.json", [{ group: "ascii", in: "a b", query_escape: "a+b", path_escape: "a%20b" }]);
    await put("four.json", [
      { name: "g/1", json: '{"a":[1,2]}', path: "a.1", want_raw: "2", want_string: "2", exists: true, type: "Number" },
    ]);
    expect(await run(folder)).toEqual({ code: 0, lines: ["8 passed, 0 failed"] });
  });

  it("says of each failure what was wanted and what was found", async () => {
    await put("one.json", [GOOD, { ...GOOD, want: "2" }, { ...GOOD, want: undefined, error: "exec" }]);
    const { code, lines } = await run(folder);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^FAILED .*one\.json t\/1#2: wanted "2", found "1"$/),
      expect.stringMatching(/^FAILED .*one\.json t\/1#3: wanted an error of the phase exec, found "1"$/),
      "1 passed, 2 failed",
    ]);
  });

  it("does not take one phase's error for the other's", async () => {
    await put("one.json", [
      { name: "t/1", template: "{{.", data: null, error: "exec" },
      { name: "t/2", template: "{{.x.y}}", data: "", error: "parse" },
    ]);
    expect((await run(folder)).lines.at(-1)).toBe("0 passed, 2 failed");
  });

  it("counts old local times neither way", async () => {
    await put("one.json", [
      { group: "old", unix: 0, zone: "UTC", layout: "2006", want: "1066" },
      { group: "field", unix: 0, zone: "UTC", layout: "2006", want: "1970" },
    ]);
    expect(await run(folder)).toEqual({
      code: 0,
      lines: ['not counted: 1 of group "old" of the times, otherwise than recorded', "1 passed, 0 failed"],
    });
  });

  it.each([
    ["a folder without files", undefined, undefined],
    ["a file that is not JSON", "bad.json", "{"],
    ["a file without cases", "empty.json", []],
    ["a file of unknown cases", "other.json", [{ x: 1 }]],
  ])("fails for %s, and goes on with the rest", async (_, name, content) => {
    if (name !== undefined) {
      await put(name, content);
      await put("good.json", [GOOD]);
    }
    const { code, lines } = await run(folder);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^UNREADABLE /);
    expect(lines.at(-1)).toBe(name === undefined ? "0 passed, 0 failed" : "1 passed, 0 failed");
  });

  it("asks for folders when given none", async () => {
    expect((await run()).code).toBe(2);
  });
});
