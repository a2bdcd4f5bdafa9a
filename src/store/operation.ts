import type { ChangeBody } from "../domain/index.ts";

/** What a column may hold. */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type Row = Record<string, SqlValue>;

/** One step of an operation, to be carried out by a store. */
export type Step =
  /** One SQL statement with `?` places; gives its rows. */
  | { readonly kind: "sql"; readonly sql: string; readonly params: readonly SqlValue[] }
  /** Adds to the live feed; subscribers hear of it after the commit. */
  | { readonly kind: "change"; readonly at: number; readonly body: ChangeBody }
  /**
   * Until the end of the transaction no other transaction with this lock goes on. What is read behind it is what the former holder
   * committed. Where all writes run one after another anyway it does nothing.
   */
  | { readonly kind: "lock"; readonly name: string }
  /** Told to every process that has the store open, after the commit. */
  | { readonly kind: "signal"; readonly signal: string };

/**
 * A database operation: a generator that yields steps and receives their rows.
 * Written once, it runs synchronously on SQLite and is awaited on a server; the code between two steps must not wait
 * for anything else, which the type enforces, since a generator cannot await.
 */
export type Operation<T> = Generator<Step, T, Row[]>;

/** Runs one statement inside an operation: `const rows = yield* query("SELECT …", id)`. */
export function* query(sql: string, ...params: readonly SqlValue[]): Operation<Row[]> {
  return yield { kind: "sql", sql, params };
}

/** Like {@link query}, giving the first row or `undefined`. */
export function* queryOne(sql: string, ...params: readonly SqlValue[]): Operation<Row | undefined> {
  return (yield { kind: "sql", sql, params })[0];
}

/** Keeps every other transaction that wants the same lock waiting until this one has ended. Take it before reading what it guards. */
export function* lock(name: string): Operation<void> {
  yield { kind: "lock", name };
}

/** Tells every process that has the store open, this one too, once the transaction is committed. */
export function* signal(text: string): Operation<void> {
  yield { kind: "signal", signal: text };
}
