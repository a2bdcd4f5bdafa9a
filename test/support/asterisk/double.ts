import { createHash, randomUUID } from "node:crypto";
import { createServer, type Socket } from "node:net";

/** Headers of one message, in order. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** A channel as Asterisk has it. */
export interface DoubleChannel {
  readonly name: string;
  readonly id: string;
  readonly linkedId: string;
  readonly number: string;
  readonly context: string;
  readonly exten: string;
  state: "Down" | "Ring" | "Ringing" | "Up";
}

export const STATES = { Down: "0", Ring: "4", Ringing: "5", Up: "6" } as const;

export interface DoubleOptions {
  readonly endpoints: readonly { readonly name: string; readonly callerId: string; readonly context: string }[];
  /** Lines of voicemail.conf, by mailbox. */
  readonly mailboxes?: Readonly<Record<string, string>>;
  /** Actions that the user has no right to. */
  readonly denied?: readonly string[];
  readonly hasNoChallenge?: boolean;
  readonly hasNoRecords?: boolean;
  /** Rings the phone of somebody who clicked. */
  onOriginate?(action: ReadonlyMap<string, string>): void;
}

/** The user that it lets in. */
export const DOUBLE_USER = { username: "deskbell", secret: "right-secret" } as const;

/** A manager interface on loopback, as strict as Asterisk's: nothing before the log-in, and a wrong secret is hung up on. */
export async function openAsteriskDouble(options: DoubleOptions) {
  const channels = new Set<DoubleChannel>();
  const sockets = new Map<Socket, { classes: string | undefined; challenge: string }>();
  const actions: ReadonlyMap<string, string>[] = [];
  let logIns = 0;
  let isSilent = false;

  const server = createServer((socket) => {
    sockets.set(socket, { classes: undefined, challenge: "" });
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.write("Asterisk Call Manager/11.0.0\r\n");
    let pending = "";
    socket.on("data", (bytes) => {
      pending += bytes.toString();
      for (let end = pending.indexOf("\r\n\r\n"); end >= 0; end = pending.indexOf("\r\n\r\n")) {
        const lines = pending.slice(0, end).split("\r\n");
        pending = pending.slice(end + 4);
        const action = new Map(
          lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
        );
        actions.push(action);
        take(socket, action);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };

  function take(socket: Socket, action: ReadonlyMap<string, string>): void {
    const state = sockets.get(socket);
    if (!state) return;
    const id = action.get("ActionID");
    const send = (headers: Headers) => write(socket, { ...headers, ...(id !== undefined && { ActionID: id }) });
    const refuse = (Message: string) => send({ Response: "Error", Message });
    const name = action.get("Action") ?? "";
    if (name === "Challenge") {
      if (options.hasNoChallenge) {
        refuse("Permission denied");
        return;
      }
      state.challenge = String(Math.floor(Math.random() * 1e9));
      send({ Response: "Success", Challenge: state.challenge });
      return;
    }
    if (name === "Login") {
      logIns++;
      const key = createHash("md5")
        .update(state.challenge + DOUBLE_USER.secret)
        .digest("hex");
      const proof =
        action.get("AuthType") === "MD5" ? action.get("Key") === key : action.get("Secret") === DOUBLE_USER.secret;
      if (action.get("Username") !== DOUBLE_USER.username || !proof) {
        refuse("Authentication failed");
        setTimeout(() => socket.destroy(), 20);
        return;
      }
      state.classes = action.get("Events") ?? "on";
      send({ Response: "Success", Message: "Authentication accepted" });
      write(socket, { Event: "FullyBooted", Privilege: "system,all", Uptime: "1", Status: "Fully Booted" });
      return;
    }
    if (state.classes === undefined || options.denied?.includes(name)) {
      refuse("Permission denied");
      return;
    }
    const list = (items: readonly Headers[], complete: string) => {
      send({ Response: "Success", EventList: "start", Message: "A listing follows" });
      for (const item of items) send(item);
      send({ Event: complete, EventList: "Complete", ListItems: String(items.length) });
    };
    switch (name) {
      case "Ping":
        if (!isSilent) send({ Response: "Success", Ping: "Pong", Timestamp: (Date.now() / 1000).toFixed(6) });
        return;
      case "Logoff":
        send({ Response: "Goodbye", Message: "Thanks for all the fish." });
        socket.end();
        return;
      case "CoreSettings":
        send({ Response: "Success", AMIversion: "11.0.0", AsteriskVersion: "22.0.0-double" });
        return;
      case "ModuleCheck":
        if (options.hasNoRecords) refuse("Module not loaded");
        else send({ Response: "Success", Version: "" });
        return;
      case "PJSIPShowEndpoints":
        if (options.endpoints.length === 0) {
          refuse("No endpoints found");
          return;
        }
        list(
          options.endpoints.map((one) => ({ Event: "EndpointList", ObjectType: "endpoint", ObjectName: one.name })),
          "EndpointListComplete",
        );
        return;
      case "PJSIPShowEndpoint": {
        const found = options.endpoints.find((one) => one.name === action.get("Endpoint"));
        if (!found) {
          refuse(`Unable to retrieve endpoint ${action.get("Endpoint")}`);
          return;
        }
        const detail = { ObjectName: found.name, Callerid: found.callerId, Context: found.context };
        list([{ Event: "EndpointDetail", ...detail }, { Event: "AorDetail" }], "EndpointDetailComplete");
        return;
      }
      case "GetConfigJSON":
        send({ Response: "Success", JSON: JSON.stringify({ general: {}, default: options.mailboxes ?? {} }) });
        return;
      case "CoreShowChannels":
        list(
          [...channels].map((one) => ({ Event: "CoreShowChannel", ...toHeaders(one), Duration: "00:00:01" })),
          "CoreShowChannelsComplete",
        );
        return;
      case "Originate":
        send({ Response: "Success", Message: "Originate successfully queued" });
        options.onOriginate?.(action);
        return;
      default:
        refuse(`Invalid/unknown command: ${name}. Use Action: ListCommands to show available commands.`);
    }
  }

  return {
    port,
    channels,
    actions,
    get logIns() {
      return logIns;
    },
    /** Tells an event to all who listen to its class. */
    tell(event: string, kind: "call" | "cdr" | "agent" | "dialplan", headers: Headers): void {
      for (const [socket, { classes = "off" }] of sockets) {
        if (classes !== "on" && !classes.split(",").includes(kind)) continue;
        write(socket, { Event: event, Privilege: `${kind},all`, ...headers });
      }
    },
    /** Answers no ping from now on. */
    fallSilent(): void {
      isSilent = true;
    },
    drop(): void {
      for (const socket of sockets.keys()) socket.destroy();
    },
    async close(): Promise<void> {
      for (const socket of sockets.keys()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    newId: () => `${Math.floor(Date.now() / 1000)}.${Number.parseInt(randomUUID().slice(0, 6), 16)}`,
  };
}

export type AsteriskDouble = Awaited<ReturnType<typeof openAsteriskDouble>>;

/** What every event says of a channel; `prefix` for the second of two. */
export function toHeaders(channel: DoubleChannel, prefix = ""): Headers {
  return {
    [`${prefix}Channel`]: channel.name,
    [`${prefix}ChannelState`]: STATES[channel.state],
    [`${prefix}ChannelStateDesc`]: channel.state,
    [`${prefix}CallerIDNum`]: channel.number,
    [`${prefix}CallerIDName`]: "<unknown>",
    [`${prefix}Context`]: channel.context,
    [`${prefix}Exten`]: channel.exten,
    [`${prefix}Uniqueid`]: channel.id,
    [`${prefix}Linkedid`]: channel.linkedId,
  };
}

function write(socket: Socket, headers: Headers): void {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
}
