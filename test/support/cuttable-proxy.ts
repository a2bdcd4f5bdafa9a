import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { joinSockets } from "./join-sockets.ts";

/** A way to a server that can be cut, as networks are: open connections break and new ones are refused. */
export interface CuttableProxy {
  readonly address: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** On 127.0.0.1. Close it. */
export async function openCuttableProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    joinSockets(near, connect(Number(port), hostname), sockets);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakAll = () => {
    for (const one of sockets) one.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      breakAll();
    },
    mend() {
      whole = true;
    },
    async close() {
      breakAll();
      server.close();
      await once(server, "close");
    },
  };
}
