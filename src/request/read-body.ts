import type { Readable } from "node:stream";
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createInflate,
  createUnzip,
  type Gunzip,
  type Inflate,
  type Unzip,
} from "node:zlib";

/** An answer that will not get better by asking again: too large, or not what its Content-Encoding says. */
export class UnreadableBody extends Error {
  override readonly name = "UnreadableBody";
}

/**
 * Reads an answer's body as text: decompressed, in the charset that Content-Type names (UTF-8 when it names none or an unknown one).
 * Throws {@link UnreadableBody} when it is longer than `maxBytes` once decompressed, so a small answer cannot become a large one.
 */
export async function readBody(
  stream: Readable,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxBytes: number,
): Promise<{ text: string; bytes: number }> {
  const source = decompress(stream, String(headers["content-encoding"] ?? ""));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxBytes) {
        stream.destroy();
        throw new UnreadableBody(`the answer is larger than ${maxBytes} bytes`);
      }
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw isBrokenCompression(error) ? new UnreadableBody(`the answer cannot be unpacked: ${error.message}`) : error;
  }
  return { text: decoder(String(headers["content-type"] ?? "")).decode(Buffer.concat(chunks)), bytes };
}

function decompress(stream: Readable, encoding: string): Readable {
  const unpack = unpacker(encoding.trim().toLowerCase());
  if (!unpack) return stream;
  stream.on("error", (error) => unpack.destroy(error));
  return stream.pipe(unpack);
}

function unpacker(encoding: string): BrotliDecompress | Gunzip | Inflate | Unzip | undefined {
  if (encoding === "gzip" || encoding === "x-gzip") return createUnzip();
  if (encoding === "deflate") return createInflate();
  if (encoding === "br") return createBrotliDecompress();
  return undefined;
}

function decoder(contentType: string): TextDecoder {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder("utf-8");
  }
}

// zlib's own codes (brotli's are like ERR__ERROR_FORMAT_PADDING_2); a connection that breaks off has others.
function isBrokenCompression(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^(Z_|ERR__|ERR_BROTLI)/.test(String(error.code));
}
