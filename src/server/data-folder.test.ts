import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDataFolder, openVault } from "./data-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a data folder", () => {
  it("is made with all levels, for its owner alone, and holds nothing of the try", () => {
    const data = join(folder, "a", "b");
    openDataFolder(data);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(readdirSync(data)).toEqual([]);
    openDataFolder(data);
  });

  it("is refused when it is a file, or lies below one", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => openDataFolder(file)).toThrow(`data folder ${file} is a file; choose another with --data`);
    expect(() => openDataFolder(join(file, "below"))).toThrow("cannot be made");
  });

  it.skipIf(!existsSync("/sys/kernel"))("is refused where nothing can be written (needs Linux's /sys)", () => {
    expect(() => openDataFolder("/sys/kernel")).toThrow("data folder /sys/kernel cannot be written");
  });
});

describe("the key of the stored secrets", () => {
  it("lies in the data folder unless the environment says otherwise", () => {
    openVault(folder, {});
    expect(readdirSync(folder)).toEqual(["secret.key"]);
    openVault(folder, { DESKBELL_KEY_FILE: join(folder, "elsewhere") });
    expect(readdirSync(folder)).toEqual(["elsewhere", "secret.key"]);
    expect(openVault(folder, { DESKBELL_KEY: `mine:${Buffer.alloc(32).toString("base64")}` }).currentKeyId).toBe(
      "mine",
    );
  });

  it("says what to do when its file cannot be read or made", () => {
    const missing = join(folder, "not there", "key");
    expect(() => openVault(folder, { DESKBELL_KEY_FILE: missing })).toThrow(
      `key file ${missing} cannot be read or made (ENOENT`,
    );
    expect(() => openVault(folder, { DESKBELL_KEY_FILE: folder })).toThrow("name another with DESKBELL_KEY_FILE");
  });
});
