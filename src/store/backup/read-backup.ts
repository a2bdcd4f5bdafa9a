import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { DeskbellError } from "../../base/index.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import {
  FORMAT,
  type Header,
  isRow,
  readFormat,
  readHeader,
  readTableHead,
  readTrailer,
  type TableHead,
  type Trailer,
  type Values,
} from "./format.ts";

/** A part of a backup, in the order of the file. The trailer comes last, once everything before it has been found whole. */
export type Part =
  | { readonly kind: "header"; readonly header: Header }
  | { readonly kind: "rows"; readonly head: TableHead; readonly rows: readonly Values[] }
  | { readonly kind: "trailer"; readonly trailer: Trailer };

const ROWS_AT_ONCE = 500;
/** Rows with long texts are handed on earlier; bytes. */
const BYTES_AT_ONCE = 1_000_000;
/** No row is so long; a longer line is no backup of ours. Bytes. */
const MAX_LINE = 64 * 1024 * 1024;

/**
 * Reads a backup. What it gives must be thrown away when it throws: only the trailer says that all of it was right. Throws
 * `INPUT_INVALID` when the file is not there, is no backup, was cut off or altered, or was written by a newer Deskbell.
 */
export async function* readBackup(file: string): AsyncGenerator<Part> {
  const hash = createHash("sha256");
  const rows: Record<string, number> = {};
  let header: Header | undefined;
  let head: TableHead | undefined;
  let trailer: Trailer | undefined;
  let some: Values[] = [];
  let bytes = 0;
  let number = 0;
  const takeRows = (): Part[] => {
    const full = some;
    some = [];
    bytes = 0;
    return head && full.length > 0 ? [{ kind: "rows", head, rows: full }] : [];
  };
  for await (const line of readLines(file)) {
    number++;
    if (trailer) throw damaged(file, `line ${number} stands behind the last one`);
    const value = parseLine(line);
    if (!header) {
      header = checkHeader(file, value);
      yield { kind: "header", header };
    } else if (head && isRow(value, head.columns.length)) {
      some.push(value);
      rows[head.table] = (rows[head.table] ?? 0) + 1;
      bytes += line.length;
      if (some.length >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) yield* takeRows();
    } else {
      yield* takeRows();
      const next = readTableHead(value);
      trailer = next ? undefined : readTrailer(value);
      if (!next && !trailer) throw damaged(file, `line ${number} is none that a backup has`);
      if (next) {
        head = next;
        rows[head.table] = 0;
      }
    }
    if (!trailer) hash.update(line).update("\n");
  }
  if (!header) throw noBackup(file, "it is empty");
  if (!trailer) throw cutOff(file, number);
  if (trailer.sha256 !== hash.digest("hex")) throw damaged(file, "its bytes are not those that were written");
  const wrong = Object.keys({ ...rows, ...trailer.rows }).find((table) => rows[table] !== trailer?.rows[table]);
  if (wrong) throw damaged(file, `it counts ${trailer.rows[wrong]} rows of ${wrong} and has ${rows[wrong]}`);
  yield { kind: "trailer", trailer };
}

function checkHeader(file: string, value: unknown): Header {
  const format = readFormat(value);
  if (format === undefined) throw noBackup(file, "its first line is not a backup's");
  const header = readHeader(value);
  if (format > FORMAT || (header && header.schema > MIGRATIONS.length)) {
    const found = header ? `Deskbell ${header.deskbell}, schema ${header.schema}` : `format ${format}`;
    throw new DeskbellError(
      "INPUT_INVALID",
      `${file} was written by a newer Deskbell (${found}; this one knows format ${FORMAT} and schema ${MIGRATIONS.length}); restore it with that version or a later one`,
    );
  }
  if (!header) throw noBackup(file, "its first line is not a backup's");
  return header;
}

/** The lines without their line feeds. Throws when the file ends in one. */
async function* readLines(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  let rest: Buffer[] = [];
  let restLength = 0;
  let lines = 0;
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        rest.push(chunk.subarray(from, at));
        from = at + 1;
        lines++;
        yield rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest);
        rest = [];
        restLength = 0;
      }
      if (from === chunk.length) continue;
      rest.push(chunk.subarray(from));
      restLength += chunk.length - from;
      if (restLength > MAX_LINE) throw noBackup(file, `line ${lines + 1} is longer than ${MAX_LINE} bytes`);
    }
  } catch (cause) {
    throw cause instanceof DeskbellError ? cause : toReadFailure(file, lines, cause as NodeJS.ErrnoException);
  } finally {
    source.destroy();
  }
  if (rest.length > 0) throw cutOff(file, lines);
}

function toReadFailure(file: string, lines: number, cause: NodeJS.ErrnoException): DeskbellError {
  switch (cause.code) {
    case "ENOENT":
      return new DeskbellError("INPUT_INVALID", `${file}: there is no such file`, { cause });
    case "EISDIR":
      return new DeskbellError("INPUT_INVALID", `${file}: it is a folder; name the backup in it`, { cause });
    case "Z_BUF_ERROR":
      return cutOff(file, lines);
    case "Z_DATA_ERROR":
      return lines === 0
        ? noBackup(file, "it is not gzip")
        : damaged(file, "its bytes are not those that were written");
    default:
      return new DeskbellError("INPUT_INVALID", `${file} cannot be read: ${cause.message}`, { cause });
  }
}

function parseLine(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}

function noBackup(file: string, found: string): DeskbellError {
  return new DeskbellError(
    "INPUT_INVALID",
    `${file} is no backup of Deskbell: ${found}; give a file that "deskbell backup" wrote`,
  );
}

function cutOff(file: string, lines: number): DeskbellError {
  return new DeskbellError(
    "INPUT_INVALID",
    `${file} was cut off: it ends behind line ${lines}, without the last one; copy it again, or take another backup`,
  );
}

function damaged(file: string, found: string): DeskbellError {
  return new DeskbellError("INPUT_INVALID", `${file} is damaged: ${found}; copy it again, or take another backup`);
}
