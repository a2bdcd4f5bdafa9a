import type { Engine, TableHead, Values } from "./format.ts";

/** One moment of a store, however long it is read and whatever is written meanwhile. Close it at the end. */
export interface Snapshot {
  readonly engine: Engine;
  /** The store's version. */
  readonly schema: number;
  /** In the order of {@link TABLES}. */
  readonly tables: readonly TableHead[];
  /** The rows of a table, some at a time, so that memory does not grow with them. */
  rows(table: TableHead): AsyncIterable<readonly Values[]> | Iterable<readonly Values[]>;
  /** The highest numbers that were given, at the snapshot's moment or later. */
  counters(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** So many rows are handed on at a time. */
export const ROWS_AT_ONCE = 200;
