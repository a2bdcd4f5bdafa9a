import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestDatabase } from "../../../test/support/postgres/start.ts";
import { storeSuite } from "../../../test/support/store-suite.ts";
import { openPostgresStore } from "../index.ts";

let database: TestDatabase;
let schemas = 0;
beforeAll(async () => {
  database = await startPostgres();
}, 60_000);
afterAll(() => database.stop());

const openNew = () => openPostgresStore(database.url, `suite_${++schemas}`);

storeSuite("a store in PostgreSQL", openNew);

describe("opening a store in PostgreSQL", () => {
  it("says where the server was looked for, without the password, when there is none", async () => {
    const opened = openPostgresStore("postgres://deskbell:hunter2@127.0.0.1:1/deskbell");
    await expect(opened).rejects.toMatchObject({ code: "STORE_FAILED" });
    await expect(opened).rejects.toThrow(/^PostgreSQL 127\.0\.0\.1:1\/deskbell: the store cannot be opened/);
    await expect(opened).rejects.not.toThrow(/hunter2/);
  });
});
