import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../base/index.ts";
import {
  findConnection,
  openEnvironmentVault,
  openFileVault,
  openSqliteStore,
  type Store,
  saveConnection,
  sealPlace,
  type Vault,
} from "../../store/index.ts";
import { createRotation } from "./rotate-key.ts";

const OLD = `old:${Buffer.alloc(32, 1).toString("base64")}`;
const NEW = `new:${Buffer.alloc(32, 2).toString("base64")}`;
const COUNT = 30;

const node = { id: "a", name: "a", version: "1", startedAt: 0, seenAt: 0, this: true, connections: [] };
const alone = { listNodes: async () => [node] };
const amongOthers = { listNodes: async () => [node, { ...node, id: "b", this: false }] };

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-rotate-"));
  store = openSqliteStore(":memory:");
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function fill(vault: Vault): Promise<void> {
  for (let at = 0; at < COUNT; at++) await save(`pbx${at}`, `secret ${at}`, vault);
}

function save(id: string, secret: string, vault: Vault): Promise<void> {
  const sealedSecret = vault.seal(new Secret(secret), sealPlace.connection(id));
  return store.write(() => saveConnection({ id, name: id, kind: "generic", zone: "UTC", sealedSecret }, 0));
}

async function read(id: string, vault: Vault): Promise<string> {
  const found = await store.read(() => findConnection(id));
  return vault.open(found?.sealedSecret ?? "", sealPlace.connection(id)).reveal();
}

describe("changing the key", () => {
  it("seals every secret with a new key and leaves the old one nowhere", async () => {
    const file = join(folder, "secret.key");
    const vault = openFileVault(file);
    await fill(vault);
    const before = vault.currentKeyId;
    expect(await createRotation({ store, vault, engine: alone })()).toEqual({
      keyId: vault.currentKeyId,
      resealed: COUNT,
    });
    expect(vault.currentKeyId).not.toBe(before);
    expect(readFileSync(file, "utf8")).not.toContain(before);
    expect(await read("pbx7", openFileVault(file))).toBe("secret 7");
  });

  it("is done once when several ask for it at the same time, and ends", async () => {
    const vault = openFileVault(join(folder, "secret.key"));
    await fill(vault);
    const rotation = createRotation({ store, vault, engine: alone });
    const [first, second] = await Promise.all([rotation(), rotation()]);
    expect(second).toEqual(first);
    expect((await rotation()).keyId).not.toBe(first?.keyId);
  });

  it("does not undo a secret that is entered meanwhile", async () => {
    const vault = openFileVault(join(folder, "secret.key"));
    await fill(vault);
    const rotated = createRotation({ store, vault, engine: alone })();
    await save(`pbx${COUNT - 1}`, "entered meanwhile", vault);
    await rotated;
    expect(await read(`pbx${COUNT - 1}`, vault)).toBe("entered meanwhile");
  });

  it("waits for a secret that was sealed with the old key and is being stored", async () => {
    const vault = openFileVault(join(folder, "secret.key"));
    const saved = save("late", "just sealed", vault);
    expect((await createRotation({ store, vault, engine: alone })()).resealed).toBe(1);
    await saved;
    expect(await read("late", vault)).toBe("just sealed");
  });

  it("takes the first of the environment's keys for the new one", async () => {
    await fill(openEnvironmentVault(OLD));
    const vault = openEnvironmentVault(`${NEW},${OLD}`);
    const rotation = createRotation({ store, vault, engine: alone });
    expect(await rotation()).toEqual({ keyId: "new", resealed: COUNT });
    expect(await read("pbx7", openEnvironmentVault(NEW))).toBe("secret 7");
    await expect(rotation()).rejects.toThrow("put the new key in front of the old one");
  });

  it("makes none that other nodes would not have, and uses the first of those that all have", async () => {
    const file = join(folder, "secret.key");
    writeFileSync(file, `${OLD}\n`);
    await fill(openFileVault(file));
    const refused = createRotation({ store, vault: openFileVault(file), engine: amongOthers })();
    await expect(refused).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("several nodes"),
    });
    expect(readFileSync(file, "utf8")).toBe(`${OLD}\n`);
    writeFileSync(file, `${NEW}\n${OLD}\n`);
    const rotation = createRotation({ store, vault: openFileVault(file), engine: amongOthers });
    expect(await rotation()).toEqual({ keyId: "new", resealed: COUNT });
    expect(readFileSync(file, "utf8")).toBe(`${NEW}\n${OLD}\n`);
    expect(await read("pbx7", openEnvironmentVault(NEW))).toBe("secret 7");
  });
});
