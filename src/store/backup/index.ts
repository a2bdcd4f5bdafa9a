import { openPostgresSnapshot } from "./postgres-snapshot.ts";
import { openPostgresTarget } from "./postgres-target.ts";
import { type Restored, type RestoreOptions, restoreInto } from "./restore.ts";
import { openSqliteSnapshot } from "./sqlite-snapshot.ts";
import { openSqliteTarget } from "./sqlite-target.ts";
import { type RowCounts, type WriteOptions, writeBackup } from "./write-backup.ts";

export type { Restored, RestoreOptions } from "./restore.ts";
export type { RowCounts, WriteOptions } from "./write-backup.ts";

/** Where a store is. */
export type StorePlace =
  /** The file of SQLite. */
  | { readonly kind: "sqlite"; readonly file: string }
  /** `schema` as in {@link openPostgresStore}. */
  | { readonly kind: "postgres"; readonly url: string; readonly schema?: string };

/**
 * Writes everything that a store holds at one moment into a file, while servers go on working on it. Secrets stay sealed, and the key is
 * not in the file. Throws `NOT_FOUND` when there is no store, `CONFLICT` when the file is there already, `STORE_FAILED`.
 */
export async function backUpStore(place: StorePlace, file: string, options: WriteOptions): Promise<RowCounts> {
  const snapshot =
    place.kind === "sqlite"
      ? openSqliteSnapshot(place.file)
      : await openPostgresSnapshot(place.url, place.schema ?? "public");
  try {
    return await writeBackup(snapshot, file, options);
  } finally {
    await snapshot.close();
  }
}

/**
 * Loads a backup of either engine into an empty store of either, wholly or not at all, and renews it to the newest version. The caller
 * holds the lock of a data folder. Throws `INPUT_INVALID` when the file is no whole backup, `CONFLICT` when the store is not empty,
 * `STORE_FAILED`.
 */
export async function restoreStore(place: StorePlace, file: string, options: RestoreOptions): Promise<Restored> {
  const target =
    place.kind === "sqlite"
      ? await openSqliteTarget(place.file)
      : await openPostgresTarget(place.url, place.schema ?? "public");
  return restoreInto(target, file, options);
}
