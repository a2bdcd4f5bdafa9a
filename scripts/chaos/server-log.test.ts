import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readErrors } from "./server-log.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-server-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("counts errors by what they say, over several logs, and passes over all other lines", () => {
  const [first, second] = [join(folder, "a.log"), join(folder, "b.log")];
  const locked = '{"level":50,"msg":"the turn failed","error":{"message":"locked"}}';
  writeFileSync(first, `${locked}\n{"level":30,"msg":"listening"}\nnode:internal\n{"level":50,"ms`);
  writeFileSync(second, `{"level":50,"msg":"no reason"}\n${locked}\n`);
  expect(readErrors([first, second])).toEqual([
    { what: "the turn failed: locked", times: 2 },
    { what: "no reason", times: 1 },
  ]);
});
