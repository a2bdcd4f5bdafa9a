import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  backUpStore,
  openPostgresStore,
  openSqliteStore,
  type Store,
  type StorePlace,
} from "../../../src/store/index.ts";
import { startPostgres } from "../postgres/start.ts";
import { createDatabase, fillPostgres, fillSqlite, readSample } from "./samples.ts";
import { NOW, seed } from "./seed.ts";

/** An engine under test, and empty places for stores of it. */
export interface PlaceKind {
  readonly name: string;
  newPlace(): Promise<StorePlace>;
  open(place: StorePlace): Promise<Store>;
  /** Puts the sample of a version there. */
  fill(place: StorePlace, version: number): Promise<void>;
}

export interface Places {
  readonly folder: string;
  readonly sqlite: PlaceKind;
  readonly postgres: PlaceKind;
  /** The name of a file that is not there. */
  newFile(): string;
  close(): Promise<void>;
}

/** Opens a folder and a PostgreSQL server for stores that are made and moved. */
export async function openPlaces(): Promise<Places> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-places-"));
  const database = await startPostgres();
  let count = 0;
  const fileOf = (place: StorePlace) => (place.kind === "sqlite" ? place.file : "");
  const urlOf = (place: StorePlace) => (place.kind === "postgres" ? place.url : "");
  return {
    folder,
    sqlite: {
      name: "SQLite",
      async newPlace() {
        const own = join(folder, `data-${++count}`);
        mkdirSync(own);
        return { kind: "sqlite", file: join(own, "deskbell.sqlite") };
      },
      open: async (place) => openSqliteStore(fileOf(place)),
      fill: async (place, version) => fillSqlite(fileOf(place), version, readSample(version) ?? []),
    },
    postgres: {
      name: "PostgreSQL",
      newPlace: async () => ({ kind: "postgres", url: await createDatabase(database.url, `place_${++count}`) }),
      open: (place) => openPostgresStore(urlOf(place)),
      fill: (place, version) => fillPostgres(urlOf(place), version, readSample(version) ?? []),
    },
    newFile: () => join(folder, `${++count}.backup`),
    async close() {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A store with two integrations and what `more` does to it, and a backup of it. */
export async function backUpSmall(
  places: Places,
  kind: PlaceKind,
  more: (store: Store) => Promise<unknown> = async () => undefined,
): Promise<{ place: StorePlace; file: string }> {
  const place = await kind.newPlace();
  const store = await kind.open(place);
  await seed(store);
  await more(store);
  const file = places.newFile();
  await backUpStore(place, file, { version: "0.1.0", now: NOW });
  await store.close();
  return { place, file };
}
