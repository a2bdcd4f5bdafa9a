import { connect, type Socket } from "node:net";
import { DeskbellError } from "../../base/index.ts";
import type { FreeswitchSettings } from "./settings.ts";
import { createSocketReader, type SocketMessage, writeCommand } from "./wire.ts";

/** How long is waited for what; tests make it shorter. */
export interface SocketTimings {
  readonly answerMs: number;
  /** FreeSWITCH tells every 20 s that it is alive. */
  readonly silenceMs: number;
}

export interface EventSocketOptions {
  readonly settings: Pick<FreeswitchSettings, "host" | "port" | "password">;
  readonly timings: SocketTimings;
  onEvent(json: string): void;
  /** Anything at all came. */
  onHeard(): void;
}

/** A log-in to mod_event_socket. Commands are answered in their order. */
export interface EventSocket {
  /** Resolves when it is over: with the reason, or with `undefined` after `close()`. */
  readonly ended: Promise<Error | undefined>;
  /** A command that is answered by one line, such as `event json …`. Throws `PBX_REFUSED` for `-ERR`. */
  command(command: string): Promise<string>;
  /** A command of the switch's console, and what it prints. */
  api(command: string): Promise<string>;
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

interface Waiting {
  resolve(message: SocketMessage): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** Connects and logs in. Throws `PBX_UNREACHABLE`, or `PBX_REFUSED` when password or access list forbid it. */
export async function openEventSocket(options: EventSocketOptions): Promise<EventSocket> {
  const { settings, timings, onEvent, onHeard } = options;
  const where = `${settings.host}:${settings.port}`;
  const reader = createSocketReader();
  const waiting: Waiting[] = [];
  const ended = Promise.withResolvers<Error | undefined>();
  const greeting = Promise.withResolvers<void>();
  greeting.promise.catch(() => undefined); // Told to whoever awaits it below.
  let isOver = false;
  const socket: Socket = connect({ host: settings.host, port: settings.port });
  socket.setNoDelay(true);
  socket.setTimeout(timings.silenceMs);

  function finish(error: Error | undefined): void {
    if (isOver) return;
    isOver = true;
    socket.destroy();
    const reason = error ?? unreachable(`the session with ${where} was closed`);
    greeting.reject(reason);
    for (const one of waiting.splice(0)) {
      clearTimeout(one.timer);
      one.reject(reason);
    }
    ended.resolve(error);
  }

  function take({ type, body, headers }: SocketMessage): void {
    if (type === "auth/request") greeting.resolve();
    else if (type === "text/event-json") onEvent(body);
    else if (type === "text/disconnect-notice") finish(unreachable(`FreeSWITCH at ${where} ended the session`));
    else if (type === "text/rude-rejection") {
      const cure = "allow this address by apply-inbound-acl";
      finish(new DeskbellError("PBX_REFUSED", `FreeSWITCH at ${where} takes no connection from here; ${cure}`));
    } else if (type === "command/reply" || type === "api/response") {
      const first = waiting.shift();
      clearTimeout(first?.timer);
      first?.resolve({ type, body, headers });
    }
  }

  function send(command: string): Promise<SocketMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<SocketMessage>();
    if (isOver) reject(unreachable(`the session with ${where} is over`));
    else {
      // Answers come in order: after one that is missing, none could be told from another.
      const timer = setTimeout(() => finish(unreachable(`FreeSWITCH at ${where} does not answer`)), timings.answerMs);
      waiting.push({ resolve, reject, timer });
      socket.write(writeCommand(command));
    }
    return promise;
  }

  async function command(text: string): Promise<string> {
    const reply = (await send(text)).headers["reply-text"] ?? "";
    if (!reply.startsWith("-ERR")) return reply;
    throw new DeskbellError(
      "PBX_REFUSED",
      `FreeSWITCH at ${where} refuses "${text.split(" ", 1)[0]}": ${reply.slice(0, 200)}`,
    );
  }

  socket.on("data", (bytes: Buffer) => {
    onHeard();
    try {
      for (const message of reader.push(bytes)) if (!isOver) take(message);
    } catch (error) {
      finish(unreachable(`what ${where} says is not the event socket's protocol: ${(error as Error).message}`));
    }
  });
  socket.on("timeout", () =>
    finish(unreachable(`FreeSWITCH at ${where} has been silent for ${timings.silenceMs / 1000} s`)),
  );
  socket.on("error", (cause) =>
    finish(unreachable(`FreeSWITCH at ${where} cannot be reached: ${cause.message}`, cause)),
  );
  socket.on("close", () => finish(unreachable(`FreeSWITCH at ${where} closed the connection`)));

  const late = setTimeout(() => finish(unreachable(`${where} does not greet as FreeSWITCH does`)), timings.answerMs);
  try {
    await greeting.promise;
  } finally {
    clearTimeout(late);
  }
  try {
    await command(`auth ${settings.password.reveal()}`);
  } catch (error) {
    finish(undefined);
    const isPassword = error instanceof DeskbellError && error.code === "PBX_REFUSED";
    throw isPassword
      ? new DeskbellError("PBX_REFUSED", `FreeSWITCH at ${where} does not take the password of the event socket`)
      : error;
  }
  return {
    ended: ended.promise,
    command,
    api: async (text) => (await send(`api ${text}`)).body,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      if (!isOver) socket.write(writeCommand("exit"));
      finish(undefined);
    },
  };
}

function unreachable(message: string, cause?: unknown): DeskbellError {
  return new DeskbellError("PBX_UNREACHABLE", message, cause === undefined ? {} : { cause });
}
