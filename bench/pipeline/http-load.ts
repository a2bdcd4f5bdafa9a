import { connect, type Socket } from "node:net";

/** What came of a load: how many requests were answered well in how many seconds. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The bytes of the next request; `undefined` ends the load. */
  readonly next: () => Buffer | undefined;
}

/**
 * Puts requests on a server over connections that stay open, one at a time on each. Bare sockets, so that the measuring process takes as
 * little of the machine as can be. Throws when an answer is not 2xx.
 */
export async function putLoad({ port, connections, seconds, next }: LoadOptions): Promise<Load> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const clients = await Promise.all(Array.from({ length: connections }, () => openClient(port)));
  let requests = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < endsAt) {
        const request = next();
        if (!request) break;
        await client.send(request);
        requests++;
      }
    }),
  );
  const took = (performance.now() - startedAt) / 1000;
  for (const client of clients) client.close();
  return { requests, seconds: took, perSecond: requests / took };
}

/** One connection that asks and is answered. */
export interface Client {
  /** Resolves with the answer's body. */
  send(request: Buffer): Promise<string>;
  close(): void;
}

export async function openClient(port: number): Promise<Client> {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let text = "";
  let settle: { resolve: (body: string) => void; reject: (error: Error) => void } | undefined;
  const fail = (error: Error) => settle?.reject(error);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed the connection")));
  socket.setEncoding("latin1").on("data", (chunk) => {
    text += chunk;
    const answer = readAnswer(text);
    if (!answer || !settle) return;
    const { resolve, reject } = settle;
    settle = undefined;
    text = "";
    if (answer.status >= 200 && answer.status < 300) resolve(answer.body);
    else reject(new Error(`the server answered ${answer.status}: ${answer.body.slice(0, 300)}`));
  });
  return {
    send(request) {
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(request);
      });
    },
    close: () => socket.destroy(),
  };
}

/** An answer that has come whole (RFC 9112: by its length, or in chunks up to the empty one), else `undefined`. */
function readAnswer(text: string): { status: number; body: string } | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end).toLowerCase();
  const body = text.slice(end + 4);
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const isWhole = length === undefined ? body.endsWith("0\r\n\r\n") : body.length >= Number(length);
  return isWhole ? { status: Number(head.slice(9, 12)), body } : undefined;
}

/** The bytes of one POST of JSON. */
export function toPost(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${lines.join("")}\r\n${body}`,
  );
}
