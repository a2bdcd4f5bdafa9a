import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ReceivedRequest as DemoRequest, type Reply, sendReply } from "../../../src/cli/demo/helpdesk/http.ts";

export type { Reply } from "../../../src/cli/demo/helpdesk/http.ts";

export interface ReceivedRequest extends DemoRequest {
  /** The body as it came. */
  readonly bytes: Buffer;
}

/** A helpdesk played by a real HTTP server on 127.0.0.1. */
export interface HelpdeskDouble {
  /** `http://127.0.0.1:port` */
  readonly address: string;
  /** Everything that was asked, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** The next API requests get these answers, in order, instead of real ones. */
  answerNext(...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

/** Opens a double whose answers `answer` makes; `isApi` tells which requests a prepared answer may replace. */
export async function openDouble(
  answer: (request: ReceivedRequest, url: URL) => Reply,
  isApi: (url: URL) => boolean,
): Promise<HelpdeskDouble> {
  const requests: ReceivedRequest[] = [];
  const prepared: Reply[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = "GET", url: path = "/", headers } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const request: ReceivedRequest = { method, url: path, headers, body: bytes.toString("utf8"), bytes };
    requests.push(request);
    const url = new URL(path, "http://127.0.0.1");
    sendReply(response, (isApi(url) ? prepared.shift() : undefined) ?? answer(request, url));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerNext: (...replies) => void prepared.push(...replies),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
