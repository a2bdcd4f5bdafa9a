import { isTableName, type TableName } from "./tables.ts";

/**
 * A backup is gzip over lines of JSON (RFC 8259), each ended by a line feed:
 *
 *     {"deskbell-backup":1,"schema":2,"deskbell":"0.1.0","at":1790000000000,"engine":"sqlite"}
 *     {"table":"meta","columns":["key","value"]}
 *     ["name","value"]                                     a row, in the order of the columns
 *     {"rows":{"meta":1},"counters":{"events":7},"sha256":"…"}
 *
 * The last line counts the rows of each table and has the SHA-256 of all bytes before it, so that a file that was cut off or damaged is
 * known for it.
 */
export const FORMAT = 1;

export const ENGINES = ["sqlite", "postgres"] as const;
export type Engine = (typeof ENGINES)[number];

/** What stands in a column: all columns of the schema are whole numbers or texts. */
export type Value = string | number | null;
export type Values = readonly Value[];

export interface Header {
  /** The store's version: the number of migrations that it has. */
  readonly schema: number;
  /** Of the Deskbell that wrote it. */
  readonly deskbell: string;
  /** Of the snapshot; milliseconds since 1970. */
  readonly at: number;
  readonly engine: Engine;
}

export interface TableHead {
  readonly table: TableName;
  readonly columns: readonly string[];
}

export interface Trailer {
  readonly rows: Readonly<Record<string, number>>;
  /** The highest number that was ever given, for each table that numbers its rows. */
  readonly counters: Readonly<Record<string, number>>;
  readonly sha256: string;
}

export function writeHeader({ schema, deskbell, at, engine }: Header): string {
  return `${JSON.stringify({ "deskbell-backup": FORMAT, schema, deskbell, at, engine })}\n`;
}

/** The format version that a first line claims; `undefined` when it is no header at all. */
export function readFormat(value: unknown): number | undefined {
  const format = isRecord(value) ? value["deskbell-backup"] : undefined;
  return isCount(format) ? format : undefined;
}

export function readHeader(value: unknown): Header | undefined {
  if (!isRecord(value)) return undefined;
  const { schema, deskbell, at } = value;
  const engine = ENGINES.find((one) => one === value.engine);
  if (!isCount(schema) || typeof deskbell !== "string" || !isCount(at) || engine === undefined) return undefined;
  return { schema, deskbell, at, engine };
}

export function readTableHead(value: unknown): TableHead | undefined {
  if (!isRecord(value)) return undefined;
  const { table, columns } = value;
  if (typeof table !== "string" || !isTableName(table) || !Array.isArray(columns)) return undefined;
  return columns.every((one) => typeof one === "string") ? { table, columns } : undefined;
}

export function isRow(value: unknown, width: number): value is Values {
  return (
    Array.isArray(value) &&
    value.length === width &&
    value.every((one) => one === null || typeof one === "string" || typeof one === "number")
  );
}

export function readTrailer(value: unknown): Trailer | undefined {
  if (!isRecord(value)) return undefined;
  const { rows, counters, sha256 } = value;
  return isCounts(rows) && isCounts(counters) && typeof sha256 === "string" ? { rows, counters, sha256 } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): value is Readonly<Record<string, number>> {
  return isRecord(value) && Object.values(value).every(isCount);
}
