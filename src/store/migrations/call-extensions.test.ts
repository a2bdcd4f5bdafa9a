import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillSqlite, readSample } from "../../../test/support/store/samples.ts";
import { listCalls, listExtensions, openSqliteStore, reached } from "../index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-call-extensions-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("a store from before agents had their own calls finds them for each extension that is set up", async () => {
  const file = join(folder, "deskbell.sqlite");
  fillSqlite(file, 3, readSample(3) ?? []);
  const store = openSqliteStore(file);
  try {
    const all = await store.read(() => listCalls({ limit: 1000 }));
    const [extension] = await store.read(() => listExtensions(all[0]?.connectionId ?? ""));
    const own = [{ connectionId: all[0]?.connectionId ?? "", number: extension?.number ?? "" }];
    const wanted = all.filter((call) => reached(call, own)).map(({ id }) => id);
    expect(wanted.length).toBeGreaterThan(0);
    expect((await store.read(() => listCalls({ limit: 1000, own }))).map(({ id }) => id)).toEqual(wanted);
  } finally {
    await store.close();
  }
});
