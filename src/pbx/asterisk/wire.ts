/** One block of the manager protocol: an event, or the answer to an action. Names are compared without regard to case. */
export interface AmiMessage {
  /** The event's name; absent in the answer to an action. */
  readonly event?: string;
  /** The first value of a header; absent when there is none, or when Asterisk wrote `<unknown>` or nothing in its place. */
  get(name: string): string | undefined;
  /** All values of a header that may come more than once, such as `ChanVariable`. */
  all(name: string): readonly string[];
}

/** Asterisk's own lines stay under 8 KiB, its messages under 64 KiB; what is larger is no message that we need. */
const MAX_LINE = 64 * 1024;
const MAX_MESSAGE = 512 * 1024;

const LF = 10;
const CR = 13;

/** Reads the protocol piece by piece, however it is cut. */
export interface AmiReader {
  /** The messages that are complete now. */
  push(bytes: Uint8Array): AmiMessage[];
  /** What lies there of a message whose end has not come; `undefined` between messages. */
  rest(): AmiMessage | undefined;
  /** `Asterisk Call Manager/11.0.0`, once it was read. */
  readonly banner: string | undefined;
  /** Lines that are no header, and lines and messages that were too long; the former stand for themselves, the latter are left out. */
  readonly odd: { readonly lines: number; readonly tooLong: number };
}

/** Makes a reader of one connection, or of one file. Takes CRLF and LF; text that is no UTF-8 is read as Latin-1. */
export function createAmiReader(): AmiReader {
  let pending: Buffer = Buffer.alloc(0);
  let headers = new Map<string, string[]>();
  let size = 0;
  let isSkipped = false;
  let banner: string | undefined;
  const odd = { lines: 0, tooLong: 0 };

  function takeLine(line: Buffer, messages: AmiMessage[]): void {
    if (line.length === 0) {
      if (headers.size > 0 && !isSkipped) messages.push(toMessage(headers));
      headers = new Map();
      size = 0;
      isSkipped = false;
      return;
    }
    size += line.length;
    if (isSkipped || size > MAX_MESSAGE) {
      if (!isSkipped) odd.tooLong++;
      isSkipped = true;
      return;
    }
    const text = decode(line);
    const colon = text.indexOf(":");
    if (colon > 0) add(headers, text.slice(0, colon), text.slice(colon + 1));
    else if (text.startsWith("Asterisk Call Manager/")) banner = text.trim();
    else odd.lines++;
  }

  return {
    push(bytes) {
      const messages: AmiMessage[] = [];
      pending = pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([pending, bytes]);
      let from = 0;
      for (let end = pending.indexOf(LF); end >= 0; end = pending.indexOf(LF, from)) {
        const stop = end > from && pending[end - 1] === CR ? end - 1 : end;
        takeLine(pending.subarray(from, stop), messages);
        from = end + 1;
      }
      pending = pending.subarray(from);
      if (pending.length > MAX_LINE) {
        if (!isSkipped) odd.tooLong++;
        isSkipped = true;
        // Kept is that the line has not ended: an empty one would end the message.
        pending = pending.subarray(-1);
      }
      return messages;
    },
    rest: () => (headers.size > 0 && !isSkipped ? toMessage(headers) : undefined),
    get banner() {
      return banner;
    },
    odd,
  };
}

function decode(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

function add(headers: Map<string, string[]>, name: string, value: string): void {
  const key = name.trim().toLowerCase();
  const values = headers.get(key);
  if (values) values.push(value.trim());
  else headers.set(key, [value.trim()]);
}

function toMessage(headers: ReadonlyMap<string, readonly string[]>): AmiMessage {
  const event = headers.get("event")?.[0];
  return {
    ...(event !== undefined && { event }),
    get(name) {
      const value = headers.get(name.toLowerCase())?.[0];
      return value === undefined || value === "" || value === "<unknown>" || value === "<none>" ? undefined : value;
    },
    all: (name) => headers.get(name.toLowerCase()) ?? [],
  };
}

/** Makes a message of the same shape from headers that did not come over the wire. */
export function createAmiMessage(headers: Readonly<Record<string, string | undefined>>): AmiMessage {
  const map = new Map<string, string[]>();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) add(map, name, value);
  return toMessage(map);
}

/**
 * Writes an action. Line breaks would let a value begin a header of its own, so they become spaces.
 * Several values of one header are several lines.
 */
export function writeAmiAction(headers: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value.replace(/[\r\n\0]+/g, " ")}\r\n`),
  );
  return `${lines.join("")}\r\n`;
}
