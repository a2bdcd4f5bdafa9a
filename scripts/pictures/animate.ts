import { crc32 } from "node:zlib";

/** A picture of an animation, as a PNG file, and how long it is shown. */
export interface Frame {
  readonly png: Buffer;
  readonly ms: number;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/**
 * Joins PNG files of one size and kind into an animated PNG (PNG specification, third edition, 2025) that is played over and over. The data of the
 * frames go in as they are. Programs that do not know animations show the first frame.
 */
export function toAnimation(frames: readonly Frame[]): Buffer {
  const [first] = frames;
  if (!first) throw new RangeError("an animation has at least one frame");
  const head = readChunks(first.png).find(({ type }) => type === "IHDR");
  if (!head) throw new RangeError("the first frame is no PNG file");
  const parts = [SIGNATURE, writeChunk(head), writeChunk({ type: "acTL", data: words(frames.length, 0) })];
  let sequence = 0;
  for (const [at, { png, ms }] of frames.entries()) {
    const chunks = readChunks(png);
    const own = chunks.find(({ type }) => type === "IHDR");
    if (!own?.data.equals(head.data)) throw new RangeError(`frame ${at + 1} has another size or kind than the first`);
    parts.push(writeChunk({ type: "fcTL", data: frameControl(sequence++, head.data, ms) }));
    for (const { data } of chunks.filter(({ type }) => type === "IDAT")) {
      if (at === 0) parts.push(writeChunk({ type: "IDAT", data }));
      else parts.push(writeChunk({ type: "fdAT", data: Buffer.concat([words(sequence++), data]) }));
    }
  }
  parts.push(writeChunk({ type: "IEND", data: Buffer.alloc(0) }));
  return Buffer.concat(parts);
}

/** The chunks of a PNG file. */
export function readChunks(png: Buffer): Chunk[] {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new RangeError("it is no PNG file");
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data });
    at += 12 + length;
  }
  return chunks;
}

function writeChunk({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([words(data.length), body, words(crc32(body))]);
}

/** Place in the order, size, no offset, how long (ms of 1000), and that each frame takes the place of the one before. */
function frameControl(sequence: number, head: Buffer, ms: number): Buffer {
  const data = Buffer.alloc(26);
  data.writeUInt32BE(sequence, 0);
  head.copy(data, 4, 0, 8);
  data.writeUInt16BE(ms, 20);
  data.writeUInt16BE(1000, 22);
  return data;
}

function words(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) data.writeUInt32BE(value, 4 * at);
  return data;
}
