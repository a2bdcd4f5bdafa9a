import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../base/index.ts";
import {
  listSeals,
  openEnvironmentVault,
  openSqliteStore,
  replaceSeal,
  type Store,
  saveConnection,
  sealPlace,
} from "../store/index.ts";
import { checkKeys } from "./key-check.ts";

const ONE = `one:${Buffer.alloc(32, 1).toString("base64")}`;
const TWO = `two:${Buffer.alloc(32, 2).toString("base64")}`;
const OTHER_ONE = `one:${Buffer.alloc(32, 3).toString("base64")}`;

let store: Store;
beforeEach(() => {
  store = openSqliteStore(":memory:");
});
afterEach(() => store.close());

const check = (keys: string) => checkKeys(store, openEnvironmentVault(keys));

describe("the keys of a server", () => {
  it("are those that the store was first used with, though it holds no secret yet", async () => {
    await check(ONE);
    await check(ONE);
    await expect(check(TWO)).rejects.toMatchObject({
      code: "SECRET_KEY_MISSING",
      message: expect.stringContaining(
        'sealed with key "one", which is not among the configured keys (the current one is "two")',
      ),
    });
    await expect(check(OTHER_ONE)).rejects.toMatchObject({ code: "SECRET_KEY_MISSING" });
  });

  it("may be several, so that all servers can learn a new one before it is used", async () => {
    await check(ONE);
    await check(`${ONE},${TWO}`);
    await check(`${TWO},${ONE}`);
    const vault = openEnvironmentVault(`${TWO},${ONE}`);
    for (const seal of await store.read(listSeals)) {
      const fresh = vault.seal(vault.open(seal.sealed, seal.place), seal.place);
      await store.write(() => replaceSeal(seal, fresh));
    }
    await check(TWO);
    await expect(check(ONE)).rejects.toThrow('sealed with key "two"');
  });

  it("must open the secrets of a store that was used before keys were checked", async () => {
    const sealedSecret = openEnvironmentVault(ONE).seal(new Secret("x"), sealPlace.connection("pbx"));
    await store.write(() => saveConnection({ id: "pbx", name: "", kind: "generic", zone: "UTC", sealedSecret }, 0));
    await expect(check(TWO)).rejects.toThrow('the secret of connection pbx was sealed with key "one"');
    await check(ONE);
  });

  it("that come first count where two servers start at once", async () => {
    const results = await Promise.allSettled([check(ONE), check(TWO)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
