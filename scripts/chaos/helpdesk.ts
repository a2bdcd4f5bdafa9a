import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { carryOut } from "./desk-api.ts";
import type { Effect } from "./history.ts";
import { createLedger } from "./ledger.ts";
import { misbehave } from "./misbehave.ts";
import type { Random } from "./random.ts";
import { createTokens } from "./tokens.ts";
import type { WeatherVane } from "./weather.ts";

/** A helpdesk on loopback with a memory of its own, which behaves as the weather wants. */
export interface ChaosHelpdesk {
  readonly address: string;
  /** Everything that became true, in order. */
  readonly effects: readonly Effect[];
  /** Requests that were answered, or not, in any way. */
  readonly requests: number;
  addContact(number: string): void;
  /** Nobody listens any more, and whoever is connected is cut off; or it is back. */
  setAway(away: boolean): Promise<void>;
  /** Cuts off who is connected, whatever they wait for. */
  cutOff(): void;
  close(): Promise<void>;
}

export async function openHelpdesk(weather: WeatherVane, random: Random): Promise<ChaosHelpdesk> {
  const effects: Effect[] = [];
  const tokens = createTokens(random.fork(), Date.now);
  const ledgers = {
    keyed: createLedger("keyed", true, effects),
    searched: createLedger("searched", false, effects),
    plain: createLedger("plain", false, effects),
  };
  const sockets = new Set<Socket>();
  let requests = 0;

  async function serve(...[request, response]: Parameters<NonNullable<Parameters<typeof createServer>[1]>>) {
    const body = await readAll(request);
    const asked = {
      method: request.method ?? "GET",
      url: new URL(request.url ?? "/", "http://helpdesk.example"),
      authorization: request.headers.authorization ?? "",
      key: request.headers["idempotency-key"]?.toString(),
      body,
    };
    requests++;
    const met = weather.next();
    const now = met === "wrong-answer" && !asked.url.pathname.startsWith("/keyed/") ? "garbage" : met;
    if (now === "revokes-tokens") tokens.revoke();
    await misbehave(now, () => carryOut(asked, { ledgers, tokens }), response, random);
  }

  const server = createServer((request, response) => {
    // Whoever asked is gone.
    serve(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await listen(server, 0);
  const cutOff = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cutOff();
    });

  return {
    address: `http://127.0.0.1:${port}`,
    effects,
    get requests() {
      return requests;
    },
    addContact(number) {
      for (const ledger of Object.values(ledgers)) ledger.addContact(number);
    },
    async setAway(away) {
      if (away === !server.listening) return;
      if (away) await stop();
      else await listen(server, port);
    },
    cutOff,
    async close() {
      if (server.listening) await stop();
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  return text;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
