import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backUpSmall, openPlaces, type Places } from "../../../test/support/store/places.ts";
import { sampleFile } from "../../../test/support/store/samples.ts";
import { NOW, plan } from "../../../test/support/store/seed.ts";
import { listChangesAfter, listLatestChanges, type RestoreOptions, recordChange } from "../index.ts";
import { query } from "../operation.ts";
import { restoreStore } from "./index.ts";

let places: Places;
beforeAll(async () => {
  places = await openPlaces();
}, 60_000);
afterAll(() => places.close());

const newFile = () => places.newFile();
const asItWas = { asItWas: true, now: NOW };
const change = () => recordChange(NOW, { kind: "integration", integrationId: "one", attention: null });

describe.each(["sqlite", "postgres"] as const)("restoring into %s", (name) => {
  it("refuses a store that is not empty, and changes nothing in it", async () => {
    const { place, file } = await backUpSmall(places, places[name], (store) => store.write(change));
    const restored = restoreStore(place, file, asItWas);
    await expect(restored).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(restored).rejects.toThrow(
      "holds data already (in meta), and a backup is restored only into an empty store",
    );
    const store = await places[name].open(place);
    expect(await store.read(() => listLatestChanges(9))).toHaveLength(1);
    await store.close();
  });

  it("takes a store that was opened and never used for empty", async () => {
    const { file } = await backUpSmall(places, places[name]);
    const place = await places[name].newPlace();
    await (await places[name].open(place)).close();
    await restoreStore(place, file, asItWas);
    const store = await places[name].open(place);
    expect(await store.read(() => query("SELECT id FROM integrations ORDER BY id"))).toHaveLength(2);
    await store.close();
  });

  it("leaves nothing of a backup that turns out not to be whole, and can be done again", async () => {
    const whole = readFileSync(sampleFile(1));
    const place = await places[name].newPlace();
    for (const length of [whole.length * 0.5, whole.length * 0.99]) {
      const file = newFile();
      writeFileSync(file, gzipSync(whole.subarray(0, length)));
      await expect(restoreStore(place, file, asItWas)).rejects.toThrow("was cut off");
    }
    if (place.kind === "sqlite") expect(readdirSync(dirname(place.file))).toEqual([]);
    const file = newFile();
    writeFileSync(file, gzipSync(whole));
    await restoreStore(place, file, asItWas);
    const store = await places[name].open(place);
    expect(await store.read(() => query("SELECT id FROM calls"))).toHaveLength(5);
    await store.close();
  });

  it("refuses columns that the version does not have", async () => {
    const place = await places[name].newPlace();
    const file = newFile();
    const text = readFileSync(sampleFile(1), "utf8").replace(
      '"columns":["key","value"]',
      '"columns":["key","value) --"]',
    );
    writeFileSync(file, gzipSync(text));
    await expect(restoreStore(place, file, asItWas)).rejects.toThrow(
      "table meta has the columns key, value) --, but at its version they are key, value",
    );
  });

  it("takes what stood open and makes something new for cut off, unless it is told that it is as it was", async () => {
    const { file } = await backUpSmall(places, places[name], async (store) => {
      for (const id of ["new", "tried", "running", "harmless", "done"]) await store.write(plan(id, `c-${id}`));
      await store.write(function* () {
        yield* query("UPDATE deliveries SET attempt = 2 WHERE id = 'tried'");
        yield* query(
          "UPDATE deliveries SET state = 'running', attempt = 3, lease_until = ?, holder = 'n' WHERE id = 'running'",
          NOW,
        );
        yield* query("UPDATE deliveries SET action = ? WHERE id = 'harmless'", '{"kind":"sync-contact","types":[]}');
        yield* query("UPDATE deliveries SET state = 'done', attempt = 1 WHERE id = 'done'");
        yield* change();
      });
    });
    const look = async (options: RestoreOptions) => {
      const place = await places[name].newPlace();
      await restoreStore(place, file, options);
      const store = await places[name].open(place);
      const rows = await store.read(() => query("SELECT id, state, attempt, lease_until, holder FROM deliveries"));
      await store.write(change);
      const [, next] = await store.read(() => listChangesAfter(0, 9));
      await store.close();
      return {
        seq: next?.seq,
        rows: Object.fromEntries(rows.map(({ id, ...row }) => [id, Object.values(row).join()])),
      };
    };
    expect(await look({ asItWas: false, now: NOW })).toEqual({
      // Far behind all that may have been numbered after the backup.
      seq: 1_000_000_002,
      rows: {
        new: "running,1,0,",
        tried: "running,3,0,",
        running: "running,3,0,",
        harmless: "waiting,0,,",
        done: "done,1,,",
      },
    });
    expect(await look(asItWas)).toEqual({
      seq: 2,
      rows: {
        new: "waiting,0,,",
        tried: "waiting,2,,",
        running: `running,3,${NOW},n`,
        harmless: "waiting,0,,",
        done: "done,1,,",
      },
    });
  });
});
