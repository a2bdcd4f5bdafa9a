import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { NOW } from "../../../test/support/store/seed.ts";
import { storeSuite } from "../../../test/support/store-suite.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { query } from "../operation.ts";
import { listLatestChanges, recordChange } from "../operations/changes.ts";
import { findMeta, setMeta } from "../operations/meta.ts";
import { openSqliteStore } from "./open.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const newFile = () => join(folder, `${++count}.sqlite`);

storeSuite("a store in a SQLite file", () => openSqliteStore(newFile()));
storeSuite("a store in memory", () => openSqliteStore(":memory:"));

describe("a SQLite file", () => {
  it("keeps what was acknowledged when it is opened again", async () => {
    const file = newFile();
    const first = openSqliteStore(file);
    await first.write(() => setMeta("name", "kept"));
    await first.close();
    const second = openSqliteStore(file);
    expect(await second.read(() => findMeta("name"))).toBe("kept");
    await second.close();
  });

  it("never gives a change's number twice, even after a restart", async () => {
    const file = newFile();
    const change = () => recordChange(NOW, { kind: "integration", integrationId: "x", attention: null });
    const first = openSqliteStore(file);
    await first.write(change);
    await first.write(() => query("DELETE FROM changes"));
    await first.close();
    const second = openSqliteStore(file);
    await second.write(change);
    expect((await second.read(() => listLatestChanges(1)))[0]?.seq).toBe(2);
    await second.close();
  });

  it("holds nothing of what was deleted, neither of short rows nor of long ones", async () => {
    const file = newFile();
    const store = openSqliteStore(file);
    const secret = "nobody is to read this again";
    await store.write(function* () {
      yield* setMeta("short", secret);
      yield* setMeta("long", secret.repeat(2000));
    });
    await store.write(() => query("DELETE FROM meta"));
    await store.close();
    expect(readFileSync(file).includes(secret)).toBe(false);
  });

  it("writes through to the disk at every commit", async () => {
    const store = openSqliteStore(newFile());
    const [row] = await store.read(() => query("PRAGMA synchronous"));
    const [mode] = await store.read(() => query("PRAGMA journal_mode"));
    expect([row?.synchronous, mode?.journal_mode]).toEqual([2, "wal"]);
    await store.close();
  });

  it("of a newer Deskbell is left alone", () => {
    const file = newFile();
    const db = new Database(file);
    db.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    db.close();
    expect(() => openSqliteStore(file)).toThrow("was written by a newer Deskbell");
    expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ code: "STORE_FAILED" }));
  });

  it("whose migration fails stays at the version it had", () => {
    const file = newFile();
    const db = new Database(file);
    db.exec("CREATE TABLE popups (x)");
    db.close();
    expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ code: "STORE_FAILED" }));
    const after = new Database(file);
    expect(after.pragma("user_version", { simple: true })).toBe(0);
    expect(after.prepare("SELECT name FROM sqlite_schema").pluck().all()).toEqual(["popups"]);
    after.close();
  });

  it.each([
    ["in a folder that is not there", () => join(folder, "missing", "deskbell.sqlite")],
    [
      "that is a folder",
      () => {
        mkdirSync(join(folder, "directory"), { recursive: true });
        return join(folder, "directory");
      },
    ],
    [
      "that is something else",
      () => {
        const file = newFile();
        writeFileSync(file, "this is no database, and long enough to be taken for one ".repeat(40));
        return file;
      },
    ],
  ])("%s is refused with a sentence", (_name, file) => {
    const opened = () => openSqliteStore(file());
    expect(opened).toThrow(expect.objectContaining({ code: "STORE_FAILED" }));
    expect(opened).toThrow(/the store cannot be opened \(.+\); check that the folder is there/);
  });

  it("on a full disk acknowledges nothing, keeps what it had, and goes on when there is room again", async () => {
    const store = openSqliteStore(newFile());
    let heard = 0;
    store.onChanges(() => {
      heard++;
    });
    await store.write(() => setMeta("before", "kept"));
    const [pages] = await store.read(() => query("PRAGMA page_count"));
    await store.read(() => query(`PRAGMA max_page_count = ${pages?.page_count}`));
    const big = "x".repeat(100_000);
    const written = store.write(function* () {
      yield* recordChange(NOW, { kind: "integration", integrationId: "a", attention: null });
      yield* setMeta("after", "1");
      yield* setMeta("big", big);
    });
    await expect(written).rejects.toMatchObject({ code: "STORE_FAILED" });
    expect(heard).toBe(0);
    const stored = () =>
      store.read(function* () {
        return [yield* findMeta("before"), yield* findMeta("big"), yield* findMeta("after")];
      });
    expect(await stored()).toEqual(["kept", undefined, undefined]);
    await store.read(() => query("PRAGMA max_page_count = 1000000"));
    await store.write(() => setMeta("big", big));
    expect(await stored()).toEqual(["kept", big, undefined]);
    await store.close();
  });
});
