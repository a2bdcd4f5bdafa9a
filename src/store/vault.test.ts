import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { NOW, seed } from "../../test/support/store/seed.ts";
import { Secret } from "../base/index.ts";
import { saveConnection } from "./operations/connections.ts";
import { saveField } from "./operations/integrations.ts";
import { listSeals, replaceSeal, sealPlace } from "./operations/seals.ts";
import { addOauthState, saveTokens } from "./operations/tokens.ts";
import { openSqliteStore } from "./sqlite/open.ts";
import { openEnvironmentVault, openFileVault } from "./vault.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-vault-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const newFile = () => join(folder, `${++count}.key`);
const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const secret = new Secret("p4ssw0rd-ไทย");
const refused = expect.objectContaining({ code: "SECRET_KEY_MISSING" });

describe("a sealed secret", () => {
  const vault = openEnvironmentVault(`k1:${key(1)}`);
  const sealed = vault.seal(secret, "here");

  it("opens at its place and shows nothing of itself", () => {
    expect(vault.open(sealed, "here").reveal()).toBe("p4ssw0rd-ไทย");
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/);
    expect(inspect(vault.open(sealed, "here"))).toBe("***");
  });

  it("looks different each time, even when it is the same", () => {
    const seals = Array.from({ length: 100 }, () => vault.seal(secret, "here"));
    expect(new Set(seals).size).toBe(100);
  });

  it("may be empty", () => {
    expect(vault.open(vault.seal(new Secret(""), "here"), "here").reveal()).toBe("");
  });

  it("does not open at another place", () => {
    expect(() => vault.open(sealed, "there")).toThrow("the secret of there does not open: altered or moved");
  });

  it("does not open once a single bit was changed", () => {
    const [version, id, nonce, body] = sealed.split(".") as [string, string, string, string];
    const flip = (text: string, at: number) => {
      const bytes = Buffer.from(text, "base64url");
      bytes[at] = (bytes[at] as number) ^ 1;
      return bytes.toString("base64url");
    };
    for (let at = 0; at < Buffer.from(body, "base64url").length; at++) {
      expect(() => vault.open([version, id, nonce, flip(body, at)].join("."), "here")).toThrow(refused);
    }
    for (let at = 0; at < 12; at++) {
      expect(() => vault.open([version, id, flip(nonce, at), body].join("."), "here")).toThrow(refused);
    }
  });

  it("does not open when it was cut, however short", () => {
    const [version, id, nonce, body] = sealed.split(".") as [string, string, string, string];
    const bytes = Buffer.from(body, "base64url");
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length).toString("base64url");
      expect(() => vault.open([version, id, nonce, cut].join("."), "here")).toThrow(refused);
    }
  });

  it.each(["", "v1", "v1.k1", "v1.k1.", "v1.k1..", "v2.k1.a.b", "plain text", "v1.k1.AAAA.AAAA"])(
    "is not taken from the text %j",
    (text) => {
      expect(() => vault.open(text, "here")).toThrow(refused);
    },
  );

  it("names the key that is missing, and no secret", () => {
    const other = openEnvironmentVault(`k2:${key(1)}`);
    expect(() => other.open(sealed, "here")).toThrow(
      'was sealed with key "k1", which is not among the configured keys',
    );
    const impostor = openEnvironmentVault(`k1:${key(9)}`);
    expect(() => impostor.open(sealed, "here")).toThrow("does not open");
  });
});

describe("a key file", () => {
  it("is made when it is not there, for its owner's eyes only", () => {
    const file = newFile();
    const sealed = openFileVault(file).seal(secret, "here");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(openFileVault(file).open(sealed, "here").reveal()).toBe(secret.reveal());
  });

  it("is for its owner's eyes only even after a crash left one half-made", () => {
    const file = newFile();
    writeFileSync(`${file}.new`, "half", { mode: 0o666 });
    openFileVault(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("of one installation does not open what another sealed", () => {
    const sealed = openFileVault(newFile()).seal(secret, "here");
    expect(() => openFileVault(newFile()).open(sealed, "here")).toThrow("not among the configured keys");
  });

  it.each([
    ["no key", "# only a comment\n\n", "holds no key"],
    ["a key without an id", key(1), "key 1 is not of the form id:base64"],
    ["a key that is too short", `a:${Buffer.alloc(16).toString("base64")}`, "key 1 is not of the form"],
    ["a key in hexadecimal", `a:${"ab".repeat(32)}`, "key 1 is not of the form"],
    ["a second line that is no key", `a:${key(1)}\nnonsense`, "key 2 is not of the form"],
    ["an id with a dot, which would break the sealed text", `a.b:${key(1)}`, "key 1 is not of the form"],
    ["two keys of one name", `a:${key(1)}\na:${key(2)}`, 'two keys are named "a"'],
  ])("with %s is refused with a sentence that tells no key", (_name, text, sentence) => {
    const file = newFile();
    writeFileSync(file, text);
    const open = () => openFileVault(file);
    expect(open).toThrow(refused);
    expect(open).toThrow(sentence);
    expect(open).not.toThrow(key(1));
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

describe("keys in the environment", () => {
  it("may be several: the first seals, all open", () => {
    const old = openEnvironmentVault(`old:${key(1)}`);
    const both = openEnvironmentVault(`new:${key(2)}, old:${key(1)}`);
    expect(both.currentKeyId).toBe("new");
    expect(both.open(old.seal(secret, "here"), "here").reveal()).toBe(secret.reveal());
    expect(both.seal(secret, "here")).toMatch(/^v1\.new\./);
  });

  it("are not changed by the program", () => {
    const vault = openEnvironmentVault(`old:${key(1)}`);
    expect(() => vault.addKey()).toThrow("put the new key in front of the old one there");
    expect(vault.currentKeyId).toBe("old");
    expect(() => vault.dropOldKeys()).toThrow(expect.objectContaining({ code: "CONFLICT" }));
  });

  it("are named by their variable when they are wrong", () => {
    expect(() => openEnvironmentVault("")).toThrow("DESKBELL_KEY holds no key");
    expect(() => openEnvironmentVault("secretish", "OTHER_KEY")).toThrow(/^OTHER_KEY: key 1 is not of the form/);
  });
});

describe("changing the key", () => {
  it("seals every secret of the store anew, after which the old key is forgotten", async () => {
    const file = newFile();
    const vault = openFileVault(file);
    const store = openSqliteStore(":memory:");
    await seed(store);
    const seal = (place: string) => vault.seal(new Secret(`secret of ${place}`), place);
    await store.write(function* () {
      const connection = { id: "pbx", name: "PBX", kind: "generic" as const, zone: "Asia/Bangkok" };
      yield* saveConnection({ ...connection, sealedSecret: seal(sealPlace.connection("pbx")) }, NOW);
      yield* saveConnection({ ...connection, id: "open" }, NOW);
      yield* saveField("one", { name: "address", value: "http://desk" });
      yield* saveField("one", { name: "token", sealed: seal(sealPlace.field("one", "token")) });
      yield* saveTokens("one", seal(sealPlace.tokens("one")), undefined, 0);
      yield* addOauthState("a-state", "one", seal(sealPlace.oauthState("a-state")), NOW + 1);
    });
    const before = vault.currentKeyId;
    expect(vault.addKey()).not.toBe(before);
    const seals = await store.read(listSeals);
    expect(seals.map(({ table }) => table).sort()).toEqual(["connections", "fields", "oauth_states", "token_sets"]);
    for (const one of seals) {
      await store.write(() => replaceSeal(one, vault.seal(vault.open(one.sealed, one.place), one.place)));
    }
    vault.dropOldKeys();
    const again = openFileVault(file);
    expect(readFileSync(file, "utf8")).not.toContain(before);
    for (const { sealed, place } of await store.read(listSeals)) {
      expect(sealed).toContain(`v1.${again.currentKeyId}.`);
      expect(again.open(sealed, place).reveal()).toBe(`secret of ${place}`);
    }
    expect(() => again.open(seals[0]?.sealed as string, seals[0]?.place as string)).toThrow("not among");
    await store.close();
  });

  it("does not write over a secret that was entered meanwhile", async () => {
    const vault = openFileVault(newFile());
    const store = openSqliteStore(":memory:");
    await seed(store);
    const place = sealPlace.field("one", "token");
    const save = (text: string) =>
      store.write(() => saveField("one", { name: "token", sealed: vault.seal(new Secret(text), place) }));
    await save("before");
    const [stale] = await store.read(listSeals);
    await save("meanwhile");
    if (!stale) throw new Error("there is no seal");
    await store.write(() => replaceSeal(stale, vault.seal(vault.open(stale.sealed, place), place)));
    const [now] = await store.read(listSeals);
    expect(vault.open(now?.sealed as string, place).reveal()).toBe("meanwhile");
    await store.close();
  });
});
