import { open } from "node:fs/promises";
import type { TimeSpan } from "../connector.ts";
import { type AmiMessage, createAmiMessage } from "./wire.ts";

/** The order in which cdr_csv writes. */
const COLUMNS = [
  "AccountCode",
  "Source",
  "Destination",
  "DestinationContext",
  "CallerID",
  "Channel",
  "DestinationChannel",
  "LastApplication",
  "LastData",
  "StartTime",
  "AnswerTime",
  "EndTime",
  "Duration",
  "BillableSeconds",
  "Disposition",
  "AMAFlags",
  "UniqueID",
  "UserField",
] as const;

/** A gap is short, and the newest records are at the end. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * The records of Master.csv whose calls ended within the span, by the seconds that their channels' ids hold; without these ids
 * (loguniqueid = yes) nobody could say whose they are. Throws what the file system throws.
 */
export async function readRecordFile(path: string, { from, to }: TimeSpan): Promise<AmiMessage[]> {
  return (await readTail(path))
    .split("\n")
    .flatMap((line) => toRecord(line) ?? [])
    .filter((record) => {
      const startedAt = Number(/(\d{10})\.\d+$/.exec(record.get("UniqueID") ?? "")?.[1]) * 1000;
      const endedAt = startedAt + Number(record.get("Duration")) * 1000;
      return startedAt <= to && endedAt >= from;
    });
}

async function readTail(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - MAX_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const text = buffer.subarray(0, bytesRead).toString("utf8");
    return start === 0 ? text : text.slice(text.indexOf("\n") + 1);
  } finally {
    await file.close();
  }
}

// "","0812345678","2001","from-trunk","""Somchai"" <0812345678>",…
function toRecord(line: string): AmiMessage | undefined {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
  if (cells.length < COLUMNS.indexOf("UniqueID") + 1) return undefined;
  return createAmiMessage({ Event: "Cdr", ...Object.fromEntries(COLUMNS.map((name, at) => [name, cells[at]])) });
}
