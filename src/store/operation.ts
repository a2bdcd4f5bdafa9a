import type { ChangeBody } from "../domain/index.ts";

/** What a column may hold. */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type Row = Record<string, SqlValue>;

/** One SQL statement with `?` places, to be run by a store. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  /** The statement adds this to the live feed and returns its `seq`; subscribers hear of it after the commit. */
  readonly change?: { readonly at: number; readonly body: ChangeBody };
}

/**
 * A database operation: a generator that yields statements and receives their rows.
 * Written once, it runs synchronously on SQLite and is awaited on a server; the code between two statements must not wait
 * for anything else, which the type enforces, since a generator cannot await.
 */
export type Operation<T> = Generator<Statement, T, Row[]>;

/** Runs one statement inside an operation: `const rows = yield* query("SELECT …", id)`. */
export function* query(sql: string, ...params: readonly SqlValue[]): Operation<Row[]> {
  return yield { sql, params };
}

/** Like {@link query}, giving the first row or `undefined`. */
export function* queryOne(sql: string, ...params: readonly SqlValue[]): Operation<Row | undefined> {
  return (yield { sql, params })[0];
}
