import { type Operation, query, queryOne } from "../operation.ts";

/** A value that the installation remembers about itself. */
export function* findMeta(key: string): Operation<string | undefined> {
  return (yield* queryOne("SELECT value FROM meta WHERE key = ?", key))?.value as string | undefined;
}

export function* setMeta(key: string, value: string): Operation<void> {
  yield* query(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    key,
    value,
  );
}
