import { DeskbellError } from "../../base/index.ts";
import type { TableHead, Values } from "./format.ts";

/**
 * An empty store that a backup is loaded into. Until `commit` has resolved nobody can see anything of it, and whatever ends the process
 * before leaves the place as empty as it was: a store is never restored by half, so no mark of that is needed either.
 */
export interface Target {
  /** Makes the tables as they were at that version. */
  begin(schema: number): Promise<void>;
  insert(head: TableHead, rows: readonly Values[]): Promise<void>;
  /** Sets the counters, renews the tables to the newest version, carries out `afterwards` on them and makes it all count. */
  commit(counters: Readonly<Record<string, number>>, afterwards: readonly string[]): Promise<void>;
  /** Closes what is open; without a commit nothing remains. */
  close(): Promise<void>;
}

/** A restore would mix two stores, or write over one. */
export function notEmpty(place: string, table: string): DeskbellError {
  return new DeskbellError(
    "CONFLICT",
    `${place} holds data already (in ${table}), and a backup is restored only into an empty store; name another place, or move what is there away`,
  );
}

/** The backup's columns of a table are those that its version has. Throws `INPUT_INVALID` otherwise, before any of it gets near a statement. */
export function checkColumns({ table, columns }: TableHead, known: readonly string[]): void {
  if (columns.length === known.length && columns.every((one) => known.includes(one))) return;
  throw new DeskbellError(
    "INPUT_INVALID",
    `the backup's table ${table} has the columns ${columns.join(", ")}, but at its version they are ${known.join(", ")}; take another backup`,
  );
}
