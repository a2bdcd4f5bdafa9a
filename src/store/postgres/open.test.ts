import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emptier, openEmptier } from "../../../test/support/postgres/empty.ts";
import { startPostgres, type TestDatabase } from "../../../test/support/postgres/start.ts";
import { storeSuite } from "../../../test/support/store-suite.ts";
import { openPostgresStore } from "../index.ts";

let database: TestDatabase;
let emptier: Emptier;
beforeAll(async () => {
  database = await startPostgres();
  emptier = await openEmptier(database.url, "suite");
}, 60_000);
afterAll(async () => {
  await emptier.close();
  await database.stop();
});

async function openNew() {
  await emptier.empty();
  return openPostgresStore(database.url, "suite");
}

storeSuite("a store in PostgreSQL", openNew);

describe("opening a store in PostgreSQL", () => {
  it("says where the server was looked for, without the password, when there is none", async () => {
    const opened = openPostgresStore("postgres://deskbell:hunter2@127.0.0.1:1/deskbell");
    await expect(opened).rejects.toMatchObject({ code: "STORE_FAILED" });
    await expect(opened).rejects.toThrow(/^PostgreSQL 127\.0\.0\.1:1\/deskbell: the store cannot be opened/);
    await expect(opened).rejects.not.toThrow(/hunter2/);
  });
});
