import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer } from "node:tls";
import { joinSockets } from "./join-sockets.ts";
import { makeSelfSigned } from "./self-signed.ts";

/** What stands before a server and speaks https for it, as a reverse proxy does. Its certificate is its own. */
export interface HttpsFront {
  readonly port: number;
  /** Where it leads to, once that listens. */
  lead(target: string): void;
  close(): Promise<void>;
}

/** On 127.0.0.1, which is also `localhost`: to a browser two sites. Close it. */
export async function openHttpsFront(): Promise<HttpsFront> {
  const sockets = new Set<Socket>();
  let target: URL | undefined;
  const server = createServer(makeSelfSigned(Date.now()), (near) => {
    if (!target) return near.destroy();
    joinSockets(near, connect(Number(target.port), target.hostname), sockets);
  });
  // A browser that does not like the certificate hangs up.
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    lead(address) {
      target = new URL(address);
    },
    async close() {
      for (const one of sockets) one.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
