/** One message of the event socket: headers by their names in small letters, and the body that `Content-Length` tells of. */
export interface SocketMessage {
  /** `auth/request`, `command/reply`, `api/response`, `text/event-json`, `text/disconnect-notice`, `text/rude-rejection`. */
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An event with all variables of a channel takes some 20 KiB; a list of a thousand channels less than a megabyte. */
const MAX_MESSAGE = 16 * 1024 * 1024;

/** Reads the protocol of mod_event_socket piece by piece, however it is cut. */
export interface SocketReader {
  /** The messages that are complete now. Throws an Error when what comes is not this protocol. */
  push(bytes: Uint8Array): SocketMessage[];
  /** How many bytes came of a message that is not complete. */
  waiting(): number;
}

export function createSocketReader(): SocketReader {
  let pending: Buffer = Buffer.alloc(0);

  function take(): SocketMessage | undefined {
    // A blank line may stand between messages.
    let from = 0;
    while (pending[from] === 10) from++;
    const end = pending.indexOf("\n\n", from);
    if (end < 0) {
      pending = pending.subarray(from);
      return undefined;
    }
    const headers = readHeaders(pending.toString("utf8", from, end));
    const length = Number(headers["content-length"] ?? 0);
    if (!Number.isSafeInteger(length) || length < 0 || length > MAX_MESSAGE) {
      throw new Error(`a message of ${JSON.stringify(headers["content-length"])} bytes is announced`);
    }
    const start = end + 2;
    if (pending.length < start + length) return undefined;
    const body = pending.toString("utf8", start, start + length);
    pending = pending.subarray(start + length);
    return { type: headers["content-type"] ?? "", headers, body };
  }

  return {
    push(bytes) {
      pending = pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([pending, bytes]);
      const messages: SocketMessage[] = [];
      for (let message = take(); message; message = take()) messages.push(message);
      if (pending.length > MAX_MESSAGE) throw new Error(`more than ${MAX_MESSAGE} bytes came without an end`);
      return messages;
    },
    waiting: () => pending.length,
  };
}

function readHeaders(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => {
    const colon = line.indexOf(":");
    if (colon <= 0) throw new Error("a line came that is no header; is this the port of mod_event_socket?");
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return Object.fromEntries(lines);
}

/** Writes a command. A line break would begin another one, so there must be none. */
export function writeCommand(command: string): string {
  if (/[\r\n\0]/.test(command)) throw new Error("a command holds a line break");
  return `${command}\n\n`;
}
