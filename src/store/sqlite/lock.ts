import Database from "better-sqlite3";
import { DeskbellError } from "../../base/index.ts";

/**
 * Takes a data folder for this process alone, until the given function is called. The lock is the operating system's, held through a
 * file of SQLite's own: when the process is killed it is gone with it. Throws `CONFLICT` when another process has it.
 */
export function lockFolder(file: string): () => void {
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma("journal_mode = DELETE");
    db.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    db.close();
    throw new DeskbellError(
      "CONFLICT",
      `another Deskbell is using this data folder (${file} is locked); stop it first`,
      {
        cause,
      },
    );
  }
  return () => db.close();
}
