import { open } from "node:fs/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { readByteRange } from "./byte-range.ts";
import type { RecordingFile } from "./library.ts";

/**
 * Sends a file or the part of it that was asked for (RFC 9110, 13 and 14). `heard` is called with the first and last byte before they go
 * out, and not where none do. Gives `undefined` when the file was removed meanwhile.
 */
export async function sendAudio(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, bytes, contentType, etag, name }: RecordingFile,
  heard: (bytes: string) => Promise<void>,
): Promise<FastifyReply | undefined> {
  const { range, "if-range": ifRange, "if-none-match": ifNoneMatch } = request.headers;
  const kind = contentType.startsWith("audio/") ? "inline" : "attachment";
  reply.headers({
    ...PRIVATE,
    "accept-ranges": "bytes",
    etag,
    "content-type": contentType,
    "content-disposition": `${kind}; filename="${name}"`,
  });
  const isSame = (tag: string) => tag.trim() === etag || tag.trim() === "*";
  if (ifNoneMatch?.split(",").some(isSame)) return reply.code(304).send();
  // A part of what it was: only good as long as it is still that.
  const wanted = ifRange === undefined || ifRange === etag ? range : undefined;
  const part = request.method === "HEAD" ? "all" : readByteRange(wanted, bytes);
  if (part === "none") return reply.code(416).header("content-range", `bytes */${bytes}`).send();
  const { start, end } = part === "all" ? { start: 0, end: bytes - 1 } : part;
  reply.header("content-length", end - start + 1);
  if (request.method === "HEAD") return reply.send();
  const handle = await open(path).catch(() => undefined);
  if (!handle) {
    for (const header of ["content-length", "content-disposition", "etag", "accept-ranges"]) reply.removeHeader(header);
    return undefined;
  }
  try {
    await heard(`${start}-${end}`);
  } catch (error) {
    await handle.close();
    throw error;
  }
  if (part !== "all") reply.code(206).header("content-range", `bytes ${start}-${end}/${bytes}`);
  return reply.send(handle.createReadStream({ start, end }));
}

/** For answers about recordings: nobody is to keep them, to find them by a search, or to learn the address from where a reader goes next. */
export const PRIVATE = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow, noarchive",
} as const;
