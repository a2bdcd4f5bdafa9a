import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CliIo } from "./io.ts";
import { readStoreUrl } from "./store-place.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-store-place-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const URL_A = "postgres://deskbell:pass-a@db.example:5432/deskbell";
const URL_B = "postgresql://deskbell:pass-b@db.example/deskbell";

function read(flag: string | undefined, env: NodeJS.ProcessEnv = {}): string | undefined {
  return readStoreUrl(flag, { env, cwd: folder } as CliIo);
}

describe("where the store is", () => {
  it("is a file when nobody names a database", () => {
    expect(read(undefined)).toBeUndefined();
    expect(read(undefined, { DESKBELL_STORE_URL: "" })).toBeUndefined();
  });

  it("comes from the environment, and the flag wins over it", () => {
    expect(read(undefined, { DESKBELL_STORE_URL: URL_A })).toBe(URL_A);
    expect(read(URL_B, { DESKBELL_STORE_URL: URL_A })).toBe(URL_B);
  });

  it("may stand in a file or in another variable, so that no list of processes shows the password", () => {
    writeFileSync(join(folder, "url"), `${URL_A}\n`);
    expect(read("@url")).toBe(URL_A);
    expect(read("env:DATABASE_URL", { DATABASE_URL: URL_B })).toBe(URL_B);
  });

  it.each([
    ["mysql://deskbell:secret-word@db.example/deskbell", '--store-url begins with "mysql:"'],
    ["secret-word:deskbell@db.example", "--store-url is no address"],
    ["//secret-word@db.example", "--store-url is no address"],
  ])("is refused in other words than its own: %s", (value, message) => {
    expect(() => read(value)).toThrow(message);
    expect(() => read(value)).not.toThrow("secret-word");
  });
});
