import { existsSync } from "node:fs";
import { join } from "node:path";
import { DeskbellError } from "../base/index.ts";
import type { Store } from "../store/index.ts";

/** Works on the store of a stopped server. Throws `NOT_FOUND` when the folder holds none, `CONFLICT` while a server uses it. */
export async function withDataFolder<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { lockFolder, openSqliteStore } = await import("../store/index.ts");
  const file = join(folder, "deskbell.sqlite");
  if (!existsSync(file)) throw new DeskbellError("NOT_FOUND", `${folder} holds no data of Deskbell`);
  const unlock = lockFolder(join(folder, "deskbell.lock"));
  try {
    const store = openSqliteStore(file);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    unlock();
  }
}
