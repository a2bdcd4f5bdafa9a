import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { sampleFile } from "../../../test/support/store/samples.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { type Part, readBackup } from "./read-backup.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-read-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function fileOf(bytes: Uint8Array | string): string {
  const file = join(folder, `${++count}.backup`);
  writeFileSync(file, bytes);
  return file;
}

async function readParts(file: string): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of readBackup(file)) parts.push(part);
  return parts;
}

const HEADER = { "deskbell-backup": 1, schema: 2, deskbell: "0.1.0", at: 5, engine: "sqlite" };
const HEAD = { table: "meta", columns: ["key", "value"] };
const GOOD = [HEADER, HEAD, ["a", "1\u2028\u0000"], ["b", "ไทย"]];

/** A backup of these lines and a last one that fits, or what `more` says of it. */
function backupOf(lines: readonly unknown[], more: object = {}): Buffer {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const sha256 = createHash("sha256").update(body).digest("hex");
  const trailer = { rows: { meta: 2 }, counters: { events: 7 }, sha256, ...more };
  return gzipSync(`${body}${JSON.stringify(trailer)}\n`);
}

describe("a backup", () => {
  it("is read from its header to its trailer", async () => {
    expect(await readParts(fileOf(backupOf(GOOD)))).toEqual([
      { kind: "header", header: { schema: 2, deskbell: "0.1.0", at: 5, engine: "sqlite" } },
      { kind: "rows", head: HEAD, rows: GOOD.slice(2) },
      { kind: "trailer", trailer: expect.objectContaining({ rows: { meta: 2 }, counters: { events: 7 } }) },
    ]);
  });

  it("is known for cut off wherever it ends", async () => {
    const whole = gzipSync(readFileSync(sampleFile(1)));
    for (let length = 12; length < whole.length; length += 397) {
      await expect(readParts(fileOf(whole.subarray(0, length)))).rejects.toThrow(
        /was cut off: it ends behind line \d+/,
      );
    }
  });

  it("is known for damaged wherever a bit is changed, and never gives its trailer then", async () => {
    const whole = backupOf(GOOD);
    for (let at = 10; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ 4;
      await expect(readParts(fileOf(bytes))).rejects.toMatchObject({ code: "INPUT_INVALID" });
    }
  });

  it.each([
    ["an empty file", "", "was cut off: it ends behind line 0"],
    ["gzip of nothing", gzipSync(""), "is no backup of Deskbell: it is empty"],
    ["no gzip", "hello, this is text", "is no backup of Deskbell: it is not gzip"],
    ["gzip of something else", gzipSync('{"a":1}\n'), "is no backup of Deskbell: its first line is not a backup's"],
    ["gzip of lines that are no JSON", gzipSync("hello\nyou\n"), "its first line is not a backup's"],
    ["a header that says nothing", gzipSync('{"deskbell-backup":1}\n'), "its first line is not a backup's"],
    [
      "no last line",
      gzipSync(`${JSON.stringify(HEADER)}\n`),
      "was cut off: it ends behind line 1, without the last one",
    ],
    ["half a last line", gzipSync(`${JSON.stringify(HEADER)}\n{"rows"`), "was cut off: it ends behind line 1"],
    ["a format of the future", backupOf([{ ...HEADER, "deskbell-backup": 2 }]), "was written by a newer Deskbell"],
    [
      "a schema of the future",
      backupOf([{ ...HEADER, schema: MIGRATIONS.length + 1, deskbell: "9.0.0" }]),
      `newer Deskbell (Deskbell 9.0.0, schema ${MIGRATIONS.length + 1}; this one knows format 1 and schema ${MIGRATIONS.length}); restore it with that version`,
    ],
    [
      "an unknown table",
      backupOf([HEADER, { table: "sqlite_schema", columns: ["sql"] }]),
      "line 2 is none that a backup has",
    ],
    ["a row without a table", backupOf([HEADER, ["a", "b"]]), "line 2 is none that a backup has"],
    ["a row that is too short", backupOf([HEADER, HEAD, ["a"]]), "line 3 is none that a backup has"],
    ["a row with an object in it", backupOf([HEADER, HEAD, ["a", {}]]), "line 3 is none that a backup has"],
    ["a lost row", backupOf(GOOD.slice(0, 3)), "it counts 2 rows of meta and has 1"],
    ["an altered row", backupOf(GOOD, { sha256: "0".repeat(64) }), "its bytes are not those that were written"],
    ["something behind the end", Buffer.concat([backupOf(GOOD), gzipSync("[]\n")]), "stands behind the last one"],
  ])("with %s is refused with a sentence", async (_name, bytes, sentence) => {
    const read = readParts(fileOf(bytes));
    await expect(read).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(read).rejects.toThrow(sentence);
  });

  it("that is not there, or is a folder, is named", async () => {
    await expect(readParts(join(folder, "nothing"))).rejects.toThrow(/nothing: there is no such file$/);
    await expect(readParts(folder)).rejects.toThrow("it is a folder; name the backup in it");
  });
});
