import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { MINUTE } from "../../../base/index.ts";
import { createPbxState, type DoubleExtension, type PbxState } from "./pbx-state.ts";
import type { Told } from "./played-call.ts";
import { createPlayer, type PlacedOptions } from "./player.ts";
import { ALL_TOPICS, createPush, type DoubleWebhook, type EventShape } from "./push.ts";
import { ROUTES } from "./routes.ts";
import { WAV } from "./silence.ts";
import { createTokenBook, ERR, type TokenBook, toAnswer } from "./token-book.ts";

export interface YeastarDoubleOptions {
  readonly port?: number;
  /** Loopback by default. */
  readonly host?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly extensions?: readonly DoubleExtension[];
  /** The PBX's IANA zone. */
  readonly zone?: string;
  readonly now?: () => number;
  /** How calls run: 1 = real time, Infinity = at once. */
  readonly speed?: number;
  /** A socket without a word for so long is closed (default 60 s). */
  readonly silenceMs?: number;
  readonly shape?: EventShape;
  /** Whether calls are recorded, and how: of mp3 files one at a time can be fetched. */
  readonly recording?: "wav" | "mp3" | "none";
  /** How long after a call its recording is finished. */
  readonly recordingDelayMs?: number;
  /** Events that can be subscribed to; older firmware knows fewer. */
  readonly topics?: readonly number[];
  /** Whether trunks are monitored; else nothing is told of a call but its end. */
  readonly monitorTrunks?: boolean;
}

/** A Yeastar P-Series that plays calls: its Open API over real sockets, as strict as the real one where that is known. */
export interface YeastarDouble {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokens: TokenBook;
  readonly state: PbxState;
  /** Plays a call of `YEASTAR_SCRIPTS` and resolves with its id when it has been written down. */
  place(name: string, options?: PlacedOptions): Promise<string>;
  /** Tells any event. */
  tell(told: Told): Promise<void>;
  setWebhooks(hooks: readonly DoubleWebhook[]): void;
  /** Cuts all sockets of the event push. */
  drop(): void;
  sockets(): number;
  close(): Promise<void>;
}

const EXTENSIONS: readonly DoubleExtension[] = [
  { number: "1001", name: "Anna", email: "anna@example.com", mobile: "+66811111111" },
  { number: "1002", name: "Ben", email: "ben@example.com" },
  { number: "1003", name: "Chai" },
];

const MAX_BODY_BYTES = 1024 * 1024;

/** Opens the double on a port of its own choice, or on the one that is named. */
export async function openYeastarDouble(options: YeastarDoubleOptions = {}): Promise<YeastarDouble> {
  const { host = "127.0.0.1", zone = "Asia/Bangkok", now = Date.now, recording = "wav" } = options;
  const { clientId = "deskbell", clientSecret = "a-secret-of-a-double" } = options;
  let ids = 0;
  const nextId = () => String(++ids).padStart(8, "0");
  const newToken = () => `${nextId()}${Math.random().toString(36).slice(2)}`;
  const tokens = createTokenBook({ id: clientId, secret: clientSecret }, now, newToken);
  const state = createPbxState(options.extensions ?? EXTENSIONS);
  const { silenceMs = MINUTE, shape = "text", topics = ALL_TOPICS } = options;
  const push = createPush({ tokens, now, serial: "3600A0000TEST", silenceMs, shape, topics });
  const player = createPlayer({
    state,
    push,
    zone,
    now,
    nextId,
    speed: options.speed ?? 1,
    recording,
    recordingDelayMs: options.recordingDelayMs ?? 0,
    monitorTrunks: options.monitorTrunks ?? true,
  });
  const tools = { state, now, zone, newId: newToken, dial: player.dial, hangUp: player.hangUp };
  let downloads = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://double");
    const token = searchParams.get("access_token") ?? "";
    const say = (value: object) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (!request.headers["user-agent"]) return say(toAnswer(ERR.accessDenied));
    if (pathname.startsWith("/api/download/")) return sendFile(pathname, token, response);
    if (!pathname.startsWith("/openapi/v1.0/")) return say(toAnswer(ERR.unknownInterface));
    const name = pathname.slice("/openapi/v1.0/".length);
    const body = await readBody(request);
    if (request.method === "POST" && !body) return say(toAnswer(ERR.syntax));
    if (name === "get_token") return say(tokens.logIn(body?.username, body?.password));
    if (name === "refresh_token") return say(tokens.refresh(body?.refresh_token));
    if (name === "del_token") return say(toAnswer(tokens.revoke(token)));
    if (!tokens.isValid(token)) return say(toAnswer(ERR.tokenExpired));
    const route = ROUTES[`${request.method} ${name}`];
    if (!route) return say(toAnswer(ERR.unknownInterface));
    say(route({ query: searchParams, body: body ?? {} }, tools));
  }

  async function sendFile(path: string, token: string, response: ServerResponse): Promise<void> {
    const link = state.links.get(path);
    if (!link || link.until < now() || !tokens.isValid(token)) {
      response.writeHead(403).end();
      return;
    }
    if (recording === "mp3" && downloads > 0) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(toAnswer(ERR.overload)));
      return;
    }
    downloads++;
    response.once("close", () => downloads--);
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": WAV.length });
    response.write(WAV.subarray(0, 16));
    // In two parts, so that two downloads at once do meet.
    await sleep(20);
    response.end(WAV.subarray(16));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on("upgrade", (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://double");
    if (pathname !== "/openapi/v1.0/subscribe" || !request.headers["user-agent"]) return socket.destroy();
    push.accept(request, socket, head, searchParams.get("access_token") ?? "");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });

  return {
    baseUrl: `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    clientId,
    clientSecret,
    tokens,
    state,
    place: (name, placed = {}) => player.place(name, placed),
    tell: push.tell,
    setWebhooks: push.setWebhooks,
    drop: push.drop,
    sockets: push.sockets,
    async close() {
      await player.close();
      push.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
