import { crc32, deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { readChunks, toAnimation } from "./animate.ts";

function makePng(grey: number, size = 2): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.writeUInt8(8, 8);
  const rows = Buffer.concat(Array.from({ length: size }, () => Buffer.from([0, ...Array(size).fill(grey)])));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

it("joins frames into one file that plays them in order, each as long as it says", () => {
  const chunks = readChunks(
    toAnimation([
      { png: makePng(0), ms: 700 },
      { png: makePng(90), ms: 300 },
      { png: makePng(200), ms: 1000 },
    ]),
  );
  expect(chunks.map(({ type }) => type)).toEqual("IHDR acTL fcTL IDAT fcTL fdAT fcTL fdAT IEND".split(" "));
  expect(chunks[1]?.data.readUInt32BE(0)).toBe(3);
  const controls = chunks.filter(({ type }) => type === "fcTL").map(({ data }) => data);
  expect(controls.map((data) => data.readUInt16BE(20))).toEqual([700, 300, 1000]);
  const order = chunks.flatMap(({ type, data }) => (type === "fcTL" || type === "fdAT" ? [data.readUInt32BE(0)] : []));
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

it("refuses frames of several sizes, none, and what is no PNG", () => {
  const odd = [
    { png: makePng(0), ms: 1 },
    { png: makePng(0, 3), ms: 1 },
  ];
  expect(() => toAnimation(odd)).toThrow("frame 2 has another size");
  expect(() => toAnimation([])).toThrow("at least one");
  expect(() => toAnimation([{ png: Buffer.from("GIF89a--"), ms: 1 }])).toThrow("no PNG");
});
