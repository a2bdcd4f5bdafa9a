import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { DeskbellError, MINUTE, SECOND } from "../../../base/index.ts";
import type { ScriptOptions } from "../script.ts";
import { createPbxState, type DoubleExtension, formatLocal, type PbxState, writeDown } from "./pbx-state.ts";
import { createPlayedCall, type Told } from "./played-call.ts";
import { ALL_TOPICS, createPush, type DoubleWebhook, type EventShape } from "./push.ts";
import { ROUTES } from "./routes.ts";
import { YEASTAR_SCRIPTS, type YeastarScript } from "./scripts.ts";
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

export interface PlacedOptions extends ScriptOptions {
  readonly speed?: number;
  readonly signal?: AbortSignal;
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
  const { clientId = "deskbell", clientSecret = "a-secret-of-a-double", recordingDelayMs = 0 } = options;
  let ids = 0;
  const nextId = () => String(++ids).padStart(8, "0");
  const newToken = () => `${nextId()}${Math.random().toString(36).slice(2)}`;
  const tokens = createTokenBook({ id: clientId, secret: clientSecret }, now, newToken);
  const state = createPbxState(options.extensions ?? EXTENSIONS);
  const { silenceMs = MINUTE, shape = "text", topics = ALL_TOPICS } = options;
  const push = createPush({ tokens, now, serial: "3600A0000TEST", silenceMs, shape, topics });
  const stop = new AbortController();
  const playing = new Set<Promise<unknown>>();
  let downloads = 0;

  function play({ script, play: extra }: YeastarScript, placed: PlacedOptions, byClick = false) {
    const { speed = options.speed ?? 1 } = placed;
    const signal = placed.signal ? AbortSignal.any([placed.signal, stop.signal]) : stop.signal;
    const startedAt = now();
    const callId = `${Math.floor(startedAt / SECOND)}.${ids++}`;
    const [first] = script.steps;
    if (!first) throw new DeskbellError("INPUT_INVALID", `the script "${script.name}" has no steps`);
    const call = createPlayedCall(callId, first, startedAt, nextId, { ...extra, byClick });
    const run = async () => {
      let reachedMs = 0;
      state.live.set(callId, call);
      for (const step of script.steps) {
        const waitMs = (step.afterMs - reachedMs) / speed;
        if (waitMs > 0) await sleep(waitMs, undefined, { signal });
        reachedMs = step.afterMs;
        if (step.event.kind === "summary") break;
        const told = call.apply(step, startedAt + step.afterMs);
        if (options.monitorTrunks !== false || call.direction === "internal")
          for (const one of told) await push.tell(one);
      }
      state.live.delete(callId);
      const talked = call.legs().some((leg) => leg.status === "ANSWERED" && leg.talkSeconds > 0);
      const file = talked && recording !== "none" ? nameFile(callId, startedAt, call) : undefined;
      if (file) addRecording(file, callId, startedAt);
      for (const msg of writeDown(call, state, zone, file)) await push.tell({ type: 30012, msg: { ...msg } });
      return callId;
    };
    const running = run().finally(() => {
      state.live.delete(callId);
      playing.delete(running);
    });
    playing.add(running);
    return { callId, running };
  }

  function nameFile(callId: string, at: number, call: { from: string; to: string; direction: string }): string {
    const stamp = formatLocal(at, zone).replace(/\D/g, "");
    const direction = call.direction.charAt(0).toUpperCase() + call.direction.slice(1);
    return `${stamp}-${callId}-${call.from.replace(/^.*<|>$/g, "")}-${call.to}-${direction}.${recording}`;
  }

  function addRecording(file: string, callId: string, startedAt: number): void {
    const id = state.recordings.size + 1;
    const row = {
      id,
      time: formatLocal(startedAt, zone, "/"),
      uid: callId,
      size: WAV.length,
      call_type: "Inbound",
      file,
    };
    state.recordings.set(file, { file, row, readyAt: now() + recordingDelayMs });
  }

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
    say(route({ query: searchParams, body: body ?? {} }, { state, now, zone, newId: newToken, dial, hangUp }));
  }

  function dial(caller: string, callee: string): string {
    const make = YEASTAR_SCRIPTS["outbound-answered"] as (options: ScriptOptions) => YeastarScript;
    const { callId, running } = play(make({ extension: caller, number: callee }), {}, true);
    running.catch(() => undefined);
    return callId;
  }

  function hangUp(channel: string): boolean {
    const call = [...state.live.values()].find((one) => JSON.stringify(one.members()).includes(channel));
    return call !== undefined && state.live.delete(call.callId);
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
    async place(name, placed = {}) {
      const make = YEASTAR_SCRIPTS[name];
      if (!make) {
        const names = Object.keys(YEASTAR_SCRIPTS).join(", ");
        throw new DeskbellError("INPUT_INVALID", `there is no script "${name}"; there are ${names}`);
      }
      return play(make(placed), placed).running;
    },
    tell: push.tell,
    setWebhooks: push.setWebhooks,
    drop: push.drop,
    sockets: push.sockets,
    async close() {
      stop.abort();
      await Promise.allSettled(playing);
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
