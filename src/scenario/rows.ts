import type { CompiledRequest } from "./compile.ts";

export type RowValues = Record<string, string>;

/**
 * Puts the outputs of one answer side by side as rows. Lists are zipped by index and the longest counts; a single value stands in
 * every row that a list makes, and makes one row where there is no list. Nothing found, no row.
 */
export function toRows(compiled: Pick<CompiledRequest, "outputs">, body: string): RowValues[] {
  const columns = compiled.outputs.map(({ name, column }) => ({ name, found: column.read(body) }));
  const lists = columns.flatMap(({ found }) => (found.kind === "rows" ? [found.values.length] : []));
  const hasSingle = columns.some(({ found }) => found.kind === "single");
  const count = lists.length > 0 ? Math.max(...lists) : hasSingle ? 1 : 0;
  return Array.from({ length: count }, (_, at) =>
    Object.fromEntries(
      columns.map(({ name, found }) => {
        if (found.kind === "single") return [name, found.value];
        return [name, found.kind === "rows" ? (found.values[at] ?? "") : ""];
      }),
    ),
  );
}

/** Fills a row with what a further request brought; an empty value never replaces one that is there. */
export function fillRow(row: RowValues, more: Readonly<RowValues>): RowValues {
  const filled = { ...row };
  for (const [name, value] of Object.entries(more)) if (value !== "") filled[name] = value;
  return filled;
}

/** A row for showing and storing: each value with its secrets masked. */
export function redactRow(row: Readonly<RowValues>, redact: (value: string) => string): RowValues {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, redact(value)]));
}
