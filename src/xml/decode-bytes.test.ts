import { describe, expect, it } from "vitest";
import { decodeXml, readXml } from "./index.ts";

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), !big);
  return bytes;
};

describe("the bytes of a file", () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><a x="ก😀"/>';
  it.each([
    ["UTF-8", new TextEncoder().encode(text), "utf-8", text],
    ["UTF-8 with a byte order mark", new TextEncoder().encode(`\uFEFF${text}`), "utf-8", `\uFEFF${text}`],
    ["UTF-16 with a byte order mark", utf16(`\uFEFF${text}`, false), "utf-16le", `\uFEFF${text}`],
    ["UTF-16 of the other order", utf16(`\uFEFF${text}`, true), "utf-16be", `\uFEFF${text}`],
    ["UTF-16 without a byte order mark", utf16(text, false), "utf-16le", text],
  ])("are read as %s", (_name, bytes, encoding, wanted) => {
    expect(decodeXml(bytes)).toEqual({ text: wanted, encoding, diagnostics: [] });
    expect(readXml(wanted).diagnostics).toEqual([]);
  });

  it("are read in the encoding that the declaration names", () => {
    const head = new TextEncoder().encode('<?xml version="1.0" encoding="TIS-620"?><a x="');
    const bytes = new Uint8Array([...head, 0xa1, 0xd2, 0x22, 0x2f, 0x3e]);
    expect(decodeXml(bytes).text).toContain('x="กา"/>');
  });

  it("are refused with their place when they do not fit the encoding", () => {
    const { text: none, diagnostics } = decodeXml(new Uint8Array([...new TextEncoder().encode("<ก/>"), 0xff, 0x41]));
    expect(none).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({
      code: "xml-encoding",
      message: "the bytes of the file are not UTF-8, from byte 6 on",
    });
  });

  it("are refused when the encoding is not known", () => {
    const { diagnostics } = decodeXml(new TextEncoder().encode('<?xml version="1.0" encoding="EBCDIC-X"?><a/>'));
    expect(diagnostics[0]).toMatchObject({ code: "xml-encoding", message: 'the encoding "EBCDIC-X" is not known' });
  });

  it("are refused when there are too many of them", () => {
    expect(decodeXml(new Uint8Array(3 * 1024 * 1024)).diagnostics[0]?.code).toBe("xml-too-large");
  });
});
