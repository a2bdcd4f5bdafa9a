import type { Diagnostic } from "../base/index.ts";
import { XML_LIMITS } from "./limits.ts";

/** What {@link decodeXml} gives. */
export interface Decoding {
  /** Absent when the bytes cannot be read. A byte order mark is kept, as U+FEFF. */
  readonly text?: string;
  /** The encoding that was used, such as `utf-8` or `utf-16le`. */
  readonly encoding: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns the bytes of an XML file into text: by its byte order mark, else by the zero bytes of UTF-16, else by the encoding that
 * its declaration names, else UTF-8 (appendix F of XML). Bytes that do not fit give an error, never a replacement character.
 */
export function decodeXml(bytes: Uint8Array): Decoding {
  const encoding = findEncoding(bytes);
  if (bytes.length > 2 * XML_LIMITS.bytes) {
    return refuse(
      "xml-too-large",
      encoding,
      `the file has ${bytes.length} bytes`,
      `at most ${XML_LIMITS.bytes} are read`,
    );
  }
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    const help = 'save the file as UTF-8 and write encoding="UTF-8"';
    return refuse("xml-encoding", encoding, `the encoding "${encoding}" is not known`, help);
  }
  try {
    return { text: decoder.decode(bytes), encoding: decoder.encoding, diagnostics: [] };
  } catch {
    const help = "save the file as UTF-8, or declare the encoding that it has";
    const message = `the bytes of the file are not ${decoder.encoding.toUpperCase()}, from byte ${firstBadByte(bytes, encoding)} on`;
    return refuse("xml-encoding", decoder.encoding, message, help);
  }
}

function refuse(code: string, encoding: string, message: string, help: string): Decoding {
  return { encoding, diagnostics: [{ code, severity: "error", message, help }] };
}

function findEncoding(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0x3c && second === 0 && fourth === 0) return "utf-16le";
  if (first === 0 && second === 0x3c && third === 0) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/.exec(head)?.[1];
  return declared === undefined || /^utf-?16$/i.test(declared) ? "utf-8" : declared;
}

/** Counts from 0. Halves the file until the shortest beginning that cannot be read is found. */
function firstBadByte(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  return good;
}

function fits(bytes: Uint8Array, encoding: string): boolean {
  try {
    // A character that is cut at the end of the piece is no mistake: `stream` waits for the rest of it.
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
