import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { SECOND } from "../../../base/index.ts";
import type { Told } from "./played-call.ts";
import { ERR, type TokenBook, toAnswer } from "./token-book.ts";

/** The three shapes in which bodies are met: `msg` as JSON text, as an object, and without an envelope. */
export type EventShape = "text" | "object" | "flat";

/** One entry of Webhook Event Push. */
export interface DoubleWebhook {
  readonly url: string;
  readonly secret: string;
  readonly events: readonly number[];
  readonly shape?: EventShape;
}

export interface Push {
  /** Tells all who want to hear of it; resolves when every webhook has answered or failed. */
  tell(told: Told): Promise<void>;
  /** Takes a connection over as a socket of the event push. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, token: string): void;
  setWebhooks(hooks: readonly DoubleWebhook[]): void;
  /** Cuts all sockets without a farewell, as a failing network does. */
  drop(): void;
  sockets(): number;
  close(): void;
}

export interface PushOptions {
  readonly tokens: TokenBook;
  readonly now: () => number;
  readonly serial: string;
  readonly silenceMs: number;
  readonly shape: EventShape;
  /** Topics that may be subscribed to. */
  readonly topics: readonly number[];
}

const TICK_MS = 100;

/** What the latest firmware pushes. */
export const ALL_TOPICS: readonly number[] = [...Array.from({ length: 32 }, (_, index) => 30_005 + index), 30_040];

export function createPush({ tokens, now, serial, silenceMs, shape, topics: known }: PushOptions): Push {
  const server = new WebSocketServer({ noServer: true });
  const listeners = new Map<WebSocket, { token: string; topics: ReadonlySet<number>; heardAt: number }>();
  let hooks: readonly DoubleWebhook[] = [];

  const tick = setInterval(() => {
    for (const [socket, { token, heardAt }] of listeners) {
      if (!tokens.isValid(token) || now() - heardAt > silenceMs) socket.terminate();
    }
  }, TICK_MS);

  function replyTo(socket: WebSocket, text: string): string | undefined {
    const listener = listeners.get(socket);
    if (!listener) return undefined;
    listener.heardAt = now();
    if (text === "heartbeat") return "heartbeat response";
    const topics = readTopics(text);
    if (!topics) return JSON.stringify(toAnswer(ERR.syntax));
    const wrong = topics.filter((topic) => !known.includes(topic as number));
    if (wrong.length > 0) return JSON.stringify({ ...toAnswer(ERR.parameter), invalid_param_list: wrong });
    listener.topics = new Set(topics as number[]);
    return JSON.stringify(toAnswer(ERR.ok));
  }

  async function post(hook: DoubleWebhook, told: Told): Promise<void> {
    const body = toBody(told, serial, hook.shape ?? "text");
    const signature = createHmac("sha256", hook.secret).update(body).digest("base64");
    await fetch(hook.url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-signature": signature },
      body,
      signal: AbortSignal.timeout(10 * SECOND),
    }).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    );
  }

  return {
    async tell(told) {
      const text = toBody(told, serial, shape);
      for (const [socket, { topics }] of listeners) if (topics.has(told.type)) socket.send(text);
      await Promise.all(hooks.filter(({ events }) => events.includes(told.type)).map((hook) => post(hook, told)));
    },
    accept(request, duplex, head, token) {
      server.handleUpgrade(request, duplex, head, (socket) => {
        if (!tokens.isValid(token)) {
          socket.send(JSON.stringify(toAnswer(ERR.tokenExpired)));
          return socket.close();
        }
        listeners.set(socket, { token, topics: new Set(), heardAt: now() });
        socket.on("message", (data) => {
          const reply = replyTo(socket, String(data));
          if (reply !== undefined) socket.send(reply);
        });
        socket.on("error", () => socket.terminate());
        socket.on("close", () => listeners.delete(socket));
      });
    },
    setWebhooks(next) {
      hooks = next;
    },
    drop() {
      for (const socket of listeners.keys()) socket.terminate();
    },
    sockets: () => listeners.size,
    close() {
      clearInterval(tick);
      for (const socket of listeners.keys()) socket.terminate();
      server.close();
    },
  };
}

/** The body of an event in one of its shapes. */
export function toBody({ type, msg }: Told, serial: string, shape: EventShape): string {
  if (shape === "flat") return JSON.stringify(msg);
  return JSON.stringify({ type, sn: serial, msg: shape === "text" ? JSON.stringify(msg) : msg });
}

function readTopics(text: string): unknown[] | undefined {
  try {
    const { topic_list: topics } = JSON.parse(text) as { topic_list?: unknown };
    return Array.isArray(topics) ? topics : undefined;
  } catch {
    return undefined;
  }
}
