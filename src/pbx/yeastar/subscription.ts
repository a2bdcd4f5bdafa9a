import { WebSocket } from "ws";
import { DeskbellError, SECOND } from "../../base/index.ts";
import { USER_AGENT, type YeastarClient } from "./client.ts";
import { readWireText, type WireMessage } from "./envelope.ts";
import { toDeskbellError, YeastarFault } from "./faults.ts";
import type { YeastarSettings } from "./settings.ts";
import { describeFailure } from "./transport.ts";

/** One socket of the event push ("Monitor Events via WebSocket"), subscribed. */
export interface Subscription {
  /** Resolves with the reason, or with `undefined` after `close()`. */
  readonly closed: Promise<Error | undefined>;
  /** Reads no more until `resume()`: the PBX then waits. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface SubscriptionOptions {
  readonly settings: YeastarSettings;
  readonly client: Pick<YeastarClient, "agent">;
  readonly token: string;
  readonly topics: readonly number[];
  readonly heartbeatMs: number;
  onMessage(message: WireMessage): void;
  /** Anything came, be it only the answer to a heartbeat. */
  onHeard(): void;
}

const OPEN_TIMEOUT_MS = 10 * SECOND;
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** Without any answer for so many heartbeats the line is dead. */
const MAX_SILENT_BEATS = 2;

/** Opens a socket and subscribes. Throws {@link YeastarFault} with the PBX's complaint, or `PBX_UNREACHABLE`. */
export function openSubscription(options: SubscriptionOptions): Promise<Subscription> {
  const { settings, client, token, topics, heartbeatMs } = options;
  const address = new URL(`${settings.baseUrl.replace(/^http/, "ws")}/openapi/v1.0/subscribe`);
  address.searchParams.set("access_token", token);
  const socket = new WebSocket(address, {
    agent: client.agent,
    headers: { "user-agent": USER_AGENT },
    handshakeTimeout: OPEN_TIMEOUT_MS,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  let silentBeats = 0;
  let wanted = true;
  let failure: Error | undefined;
  const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<Error | undefined>();

  const beat = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (silentBeats++ >= MAX_SILENT_BEATS) return end("no heartbeat was answered");
    socket.send("heartbeat");
  }, heartbeatMs);

  function end(why: string): void {
    failure ??= unreachable(why);
    socket.terminate();
  }

  socket.on("error", (error) => {
    failure ??= unreachable(describeFailure(error));
  });
  socket.on("close", (code) => {
    clearInterval(beat);
    resolveClosed(wanted ? (failure ?? unreachable(`it closed the event socket (${code})`)) : undefined);
  });

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end("it does not answer the subscription"), OPEN_TIMEOUT_MS);
    let subscribed = false;
    socket.on("open", () => socket.send(JSON.stringify({ topic_list: topics })));
    socket.on("message", (data, isBinary) => {
      silentBeats = 0;
      options.onHeard();
      const text = isBinary ? "" : data.toString();
      if (text === "heartbeat response") return;
      const message = readWireText(text);
      if (subscribed || message.kind === "event") return options.onMessage(message);
      if (message.kind !== "answer") return options.onMessage(message);
      if (message.errcode !== 0) {
        failure = new YeastarFault("subscribe", message.errcode, message.errmsg);
        return socket.terminate();
      }
      subscribed = true;
      clearTimeout(timer);
      resolve({
        closed,
        pause: () => socket.pause(),
        resume: () => socket.resume(),
        close() {
          wanted = false;
          socket.close();
          // A PBX that does not answer the farewell is not waited for.
          setTimeout(() => socket.terminate(), SECOND).unref();
        },
      });
    });
    closed.then((error) => {
      clearTimeout(timer);
      if (!subscribed) reject(error);
    });
  });
}

function unreachable(why: string): DeskbellError {
  return new DeskbellError("PBX_UNREACHABLE", `Yeastar event push: ${why}`);
}

/** The coded error of a subscription that failed. */
export function toSubscriptionError(error: unknown): unknown {
  return error instanceof YeastarFault ? toDeskbellError(error) : error;
}
