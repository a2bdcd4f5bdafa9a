import { createHash } from "node:crypto";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { SECOND } from "../../base/index.ts";
import { AmiFault, toLoginError, toUnreachable } from "./faults.ts";
import type { AsteriskSettings } from "./settings.ts";
import { type AmiMessage, createAmiReader, writeAmiAction } from "./wire.ts";

type Action = Readonly<Record<string, string | readonly string[]>> & { readonly Action: string };

/** A manager connection that is logged in. */
export interface AmiLine {
  /** Resolves with the reason, or with `undefined` after `close()`. */
  readonly closed: Promise<Error | undefined>;
  readonly banner: string | undefined;
  /** Sends an action. Throws {@link AmiFault} when the PBX does not carry it out, `PBX_UNREACHABLE` when it does not answer. */
  ask(action: Action): Promise<AmiMessage>;
  /** Sends an action that a list of events answers. */
  list(action: Action): Promise<readonly AmiMessage[]>;
  /** Reads no more until `resume()`: the PBX then waits. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

export interface AmiLineOptions {
  readonly settings: AsteriskSettings;
  /** Classes of events that are wanted, `off` for none. */
  readonly events: string;
  readonly pingMs: number;
  /** Events in their order, those of lists included. */
  onEvent(message: AmiMessage): void;
  /** Anything came. */
  onHeard(): void;
  onNote(message: string): void;
  /** The answer to a ping, which holds the PBX's time. */
  onPong(message: AmiMessage): void;
}

const ANSWER_TIMEOUT_MS = 10 * SECOND;
/** Without any answer to so many pings the line is dead. */
const MAX_MISSED_PINGS = 2;
const MAX_LISTED = 20_000;

interface Waiting {
  readonly isList: boolean;
  readonly listed: AmiMessage[];
  readonly name: string;
  resolve(messages: readonly AmiMessage[]): void;
  reject(error: Error): void;
}

/** Connects and logs in, by challenge where the PBX offers it. Throws `PBX_REFUSED` and `PBX_UNREACHABLE`. */
export async function openAmiLine(options: AmiLineOptions): Promise<AmiLine> {
  const { settings } = options;
  const reader = createAmiReader();
  const waiting = new Map<string, Waiting>();
  const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<Error | undefined>();
  let count = 0;
  let missed = 0;
  let odd = 0;
  let isWanted = true;
  let failure: Error | undefined;
  const socket = await openSocket(settings);

  function fail(error: Error): void {
    failure ??= error;
    socket.destroy();
  }

  function take(message: AmiMessage): void {
    const id = message.get("ActionID");
    const asked = id === undefined ? undefined : waiting.get(id);
    if (message.event !== undefined) {
      const list = message.get("EventList");
      if (asked?.isList) {
        if (list === "Complete" || list === "cancelled") {
          settle(id as string, asked);
          return;
        }
        if (asked.listed.length < MAX_LISTED) asked.listed.push(message);
      }
      options.onEvent(message);
      return;
    }
    if (!asked || id === undefined) return;
    if (message.get("Response") === "Error") {
      waiting.delete(id);
      asked.reject(new AmiFault(asked.name, message));
    } else if (!asked.isList) {
      asked.listed.push(message);
      settle(id, asked);
    }
  }

  function settle(id: string, asked: Waiting): void {
    waiting.delete(id);
    asked.resolve(asked.listed);
  }

  function send(action: Action, isList: boolean): Promise<readonly AmiMessage[]> {
    if (failure || socket.destroyed) return Promise.reject(failure ?? toUnreachable("the connection is closed"));
    const id = `deskbell-${++count}`;
    return new Promise<readonly AmiMessage[]>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(toUnreachable(`${action.Action} was not answered within ${ANSWER_TIMEOUT_MS / SECOND} s`));
      }, ANSWER_TIMEOUT_MS);
      waiting.set(id, {
        isList,
        listed: [],
        name: action.Action,
        resolve(messages) {
          clearTimeout(timer);
          resolve(messages);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      socket.write(writeAmiAction({ ...action, ActionID: id }));
    });
  }

  const ask = async (action: Action) => (await send(action, false))[0] as AmiMessage;

  const ping = setInterval(() => {
    if (missed++ >= MAX_MISSED_PINGS) fail(toUnreachable("it answers no ping"));
    else ask({ Action: "Ping" }).then(options.onPong, () => undefined);
  }, options.pingMs);

  socket.on("data", (bytes: Buffer) => {
    missed = 0;
    options.onHeard();
    for (const message of reader.push(bytes)) take(message);
    if (reader.odd.tooLong > odd) options.onNote("a message was longer than any that is known, and is left out");
    odd = reader.odd.tooLong;
  });
  socket.on("error", (error) => fail(toUnreachable(`the connection broke: ${error.message}`, error)));
  socket.on("close", () => {
    clearInterval(ping);
    const reason = isWanted ? (failure ?? toUnreachable("it closed the connection")) : undefined;
    for (const one of waiting.values()) one.reject(reason ?? toUnreachable("the connection is closed"));
    waiting.clear();
    resolveClosed(reason);
  });

  try {
    await logIn(settings, options.events, ask);
    options.onPong(await ask({ Action: "Ping" }));
  } catch (error) {
    isWanted = false;
    socket.destroy();
    throw error;
  }

  return {
    closed,
    get banner() {
      return reader.banner;
    },
    ask,
    list: (action) => send(action, true),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      if (!socket.destroyed) {
        isWanted = false;
        socket.resume();
        socket.end(writeAmiAction({ Action: "Logoff" }));
        // A PBX that does not answer the farewell is not waited for.
        setTimeout(() => socket.destroy(), SECOND).unref();
      }
      await closed;
    },
  };
}

async function logIn(
  { username, secret }: AsteriskSettings,
  events: string,
  ask: (action: Action) => Promise<AmiMessage>,
): Promise<void> {
  const challenge = await ask({ Action: "Challenge", AuthType: "MD5" }).then(
    (answer) => answer.get("Challenge"),
    (error: unknown) => {
      if (error instanceof AmiFault) return undefined;
      throw error;
    },
  );
  const proof =
    challenge === undefined
      ? { Secret: secret.reveal() }
      : {
          AuthType: "MD5",
          Key: createHash("md5")
            .update(challenge + secret.reveal())
            .digest("hex"),
        };
  try {
    await ask({ Action: "Login", Username: username, ...proof, Events: events });
  } catch (error) {
    throw error instanceof AmiFault ? toLoginError(error.answer) : error;
  }
}

function openSocket({ host, port, tls, allowSelfSigned }: AsteriskSettings): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tls
      ? connectTls({ host, port, servername: host, rejectUnauthorized: !allowSelfSigned })
      : connectPlain({ host, port });
    const timer = setTimeout(() => socket.destroy(new Error("no answer within 10 s")), ANSWER_TIMEOUT_MS);
    const onError = (error: Error) => {
      clearTimeout(timer);
      reject(toUnreachable(`${host}:${port} cannot be connected to: ${error.message || "refused"}`, error));
    };
    socket.once("error", onError);
    socket.once(tls ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
