import { Readable } from "node:stream";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBody, UnreadableBody } from "./read-body.ts";

/** Reads bytes that come in pieces of a few. */
function read(bytes: Buffer, headers: Record<string, string> = {}, maxBytes = 1000, piece = 3) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) =>
    bytes.subarray(at * piece, (at + 1) * piece),
  );
  return readBody(Readable.from(pieces, { objectMode: false }), headers, maxBytes);
}

const THAI = Buffer.from('{"name":"สมชาย"}');

describe("an answer's body", () => {
  it("keeps characters whole that are cut between two pieces", async () => {
    expect(await read(THAI)).toEqual({ text: THAI.toString(), bytes: THAI.length });
  });

  it.each([
    ["gzip", gzipSync(THAI)],
    ["x-gzip", gzipSync(THAI)],
    ["GZIP", gzipSync(THAI)],
    ["deflate", deflateSync(THAI)],
    ["br", brotliCompressSync(THAI)],
    ["identity", THAI],
    ["", THAI],
  ])("is unpacked from %j, and counted unpacked", async (encoding, bytes) => {
    expect(await read(bytes, { "content-encoding": encoding })).toEqual({ text: THAI.toString(), bytes: THAI.length });
  });

  it("may be as long as the limit and no longer", async () => {
    expect((await read(Buffer.alloc(10, "x"), {}, 10)).bytes).toBe(10);
    await expect(read(Buffer.alloc(11, "x"), {}, 10)).rejects.toThrow("the answer is larger than 10 bytes");
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("is measured as unpacked: a %s bomb is not read to its end", async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    const before = process.memoryUsage().arrayBuffers;
    await expect(read(bomb, { "content-encoding": encoding }, 1000, 1000)).rejects.toThrow(UnreadableBody);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it.each([
    ["gzip", THAI],
    ["gzip", gzipSync(THAI).subarray(0, 20)],
    ["br", Buffer.from("not brotli at all")],
    ["deflate", THAI],
  ])("that is not %s as it says cannot be read", async (encoding, bytes) => {
    await expect(read(bytes, { "content-encoding": encoding })).rejects.toThrow(UnreadableBody);
  });

  it("that breaks off on its way is no body that cannot be read, since it may be whole the next time", async () => {
    const broken = Readable.from(
      (async function* () {
        yield gzipSync(THAI).subarray(0, 10);
        throw Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
      })(),
      { objectMode: false },
    );
    const failing = readBody(broken, { "content-encoding": "gzip" }, 1000);
    await expect(failing).rejects.toThrow("other side closed");
    await expect(failing).rejects.not.toBeInstanceOf(UnreadableBody);
  });
});
