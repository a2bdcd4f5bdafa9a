import { afterEach, beforeEach, expect, it } from "vitest";
import { toExtensionNumber } from "../../domain/index.ts";
import { addPhonebook, openSqliteStore, type Store, saveConnection, saveExtension } from "../../store/index.ts";
import { readConfig } from "./read.ts";
import { findUnnamed } from "./unnamed.ts";

let store: Store;
beforeEach(async () => {
  store = openSqliteStore(":memory:");
  await store.write(function* () {
    yield* addPhonebook({ id: "vip", name: "VIP", createdAt: 0 });
    yield* addPhonebook({ id: "made", name: "made", madeFor: "rt", createdAt: 0 });
    for (const id of ["office", "branch"]) {
      yield* saveConnection({ id, name: id, kind: "generic", zone: "UTC" }, 0);
      for (const number of ["1001", "1002"]) {
        yield* saveExtension(id, { number: toExtensionNumber(number), name: "", email: "" });
      }
    }
  });
});
afterEach(() => store.close());

it.each([
  [
    "connections: [{ id: office, zone: UTC, extensions: [{ number: '1001' }, { number: '1002' }] }]\nphonebooks: [{ id: vip }]",
  ],
  [
    "connections: [{ id: office, zone: UTC, extensions: [{ number: '1002' }] }]",
    "extension 1001 of office",
    "phonebook vip",
  ],
])("names what stands in the store and not in the file: %s", async (yaml, ...more) => {
  const { config } = readConfig(yaml, "deskbell.yaml", ".");
  expect(await findUnnamed(config, store)).toEqual(["connection branch", ...more]);
});
