import { createHash } from "node:crypto";
import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { DeskbellError } from "../../base/index.ts";
import { writeHeader } from "./format.ts";
import type { Snapshot } from "./snapshot.ts";

export interface WriteOptions {
  /** Of this Deskbell. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Stops it; nothing is left of the file then. */
  readonly signal?: AbortSignal;
}

/** The rows that were written, by table. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * Writes a snapshot into a file that must not be there yet, for its owner's eyes only. The file gets its name once it is complete and on the
 * disk. Throws `CONFLICT` when the name is taken or it was stopped, `STORE_FAILED` when it cannot be written.
 */
export async function writeBackup(snapshot: Snapshot, file: string, options: WriteOptions): Promise<RowCounts> {
  if (existsSync(file)) {
    throw new DeskbellError(
      "CONFLICT",
      `${file} is there already and is not written over; give the backup another name`,
    );
  }
  const beside = `${file}.${process.pid}.part`;
  const rows: Record<string, number> = {};
  try {
    await pipeline(
      Readable.from(toLines(snapshot, options, rows), { objectMode: true, highWaterMark: 2 }),
      // The fastest level already makes a sixth of it.
      createGzip({ level: constants.Z_BEST_SPEED }),
      createWriteStream(beside, { flags: "wx", mode: 0o600 }),
      { signal: options.signal },
    );
    await flush(beside);
    renameSync(beside, file);
    return rows;
  } catch (cause) {
    if (options.signal?.aborted) {
      throw new DeskbellError("CONFLICT", `${file}: stopped before the end; nothing is written`, { cause });
    }
    if (cause instanceof DeskbellError) throw cause;
    const { message } = cause as Error;
    throw new DeskbellError(
      "STORE_FAILED",
      `${file} cannot be written (${message}); check that its folder is there, may be written and has room`,
      { cause },
    );
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The lines of a backup, some at a time. Counts the rows into `rows`. */
async function* toLines(
  snapshot: Snapshot,
  { version, now }: WriteOptions,
  rows: Record<string, number>,
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const hashed = (text: string) => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    return bytes;
  };
  const { schema, engine } = snapshot;
  yield hashed(writeHeader({ schema, engine, deskbell: version, at: now }));
  for (const head of snapshot.tables) {
    yield hashed(`${JSON.stringify(head)}\n`);
    let count = 0;
    for await (const some of snapshot.rows(head)) {
      yield hashed(some.map((row) => `${JSON.stringify(row)}\n`).join(""));
      count += some.length;
    }
    rows[head.table] = count;
  }
  const counters = await snapshot.counters();
  yield Buffer.from(`${JSON.stringify({ rows, counters, sha256: hash.digest("hex") })}\n`);
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
