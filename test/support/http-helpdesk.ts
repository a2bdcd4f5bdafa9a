import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One request that reached the server. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** The body as it came. */
  readonly bytes: Buffer;
}

/** What to answer: a status with a body, or a function that does with the connection as it likes. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Anything but text and bytes is sent as JSON. */
      readonly body?: unknown;
    }
  | ((request: ReceivedRequest, response: ServerResponse, socket: Socket) => void);

/** A helpdesk on loopback that answers as a test says and remembers what it was asked. */
export interface HttpHelpdesk {
  readonly address: string;
  readonly requests: ReceivedRequest[];
  /** How many connections were opened. */
  connections(): number;
  close(): Promise<void>;
}

/** `answer` is asked for each request, in order of arrival. */
export async function openHttpHelpdesk(
  answer: (request: ReceivedRequest, count: number) => Answer | Promise<Answer>,
): Promise<HttpHelpdesk> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      // Cut off before its end: no server acts on it.
      return;
    }
    const bytes = Buffer.concat(chunks);
    const request: ReceivedRequest = {
      method: incoming.method ?? "",
      url: incoming.url ?? "",
      headers: incoming.headers,
      body: bytes.toString("utf8"),
      bytes,
    };
    requests.push(request);
    const said = await answer(request, requests.length);
    if (typeof said === "function") return said(request, response, incoming.socket);
    const { status = 200, headers = {}, body = "" } = said;
    const raw = typeof body === "string" || body instanceof Uint8Array;
    response.writeHead(status, { ...(!raw && { "content-type": "application/json" }), ...headers });
    response.end(raw ? body : JSON.stringify(body));
  });
  server.on("connection", () => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
