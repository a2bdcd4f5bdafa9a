import { createServer, type Socket } from "node:net";

/** A double of mod_event_socket on 127.0.0.1 that takes nothing it does not know, as the real one. */
export interface Switch {
  readonly port: number;
  /** Every command that came, the password left out. */
  readonly commands: readonly string[];
  /** Tells an event to all who asked for its name. */
  tell(event: Readonly<Record<string, string>>): void;
  /** Drops all connections, with a notice or without. */
  drop(notice: boolean): void;
  close(): Promise<void>;
}

export interface SwitchOptions {
  readonly password?: string;
  /** Nobody is on the access list. */
  readonly refusesAll?: boolean;
  /** What the console prints for a command; `undefined` = it does not know the command. */
  print?(command: string): string | undefined;
  /** Told of each command of a background job. */
  onJob?(command: string): void;
  /** Says nothing at all. */
  readonly isMute?: boolean;
  /** Gives no answer to console commands. */
  readonly isStuck?: boolean;
}

interface Client {
  readonly socket: Socket;
  isIn: boolean;
  names: ReadonlySet<string>;
}

export async function openSwitch(options: SwitchOptions = {}): Promise<Switch> {
  const { password = "a password of the tests" } = options;
  const commands: string[] = [];
  const clients = new Set<Client>();
  const reply = (client: Client, text: string) =>
    client.socket.write(`Content-Type: command/reply\nReply-Text: ${text}\n\n`);
  const withBody = (client: Client, type: string, body: string) =>
    client.socket.write(`Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`);

  function obey(client: Client, command: string): void {
    const [verb = "", ...words] = command.split(" ");
    commands.push(verb === "auth" ? "auth" : command);
    if (verb === "auth") {
      client.isIn = words.join(" ") === password;
      reply(client, client.isIn ? "+OK accepted" : "-ERR invalid");
      if (!client.isIn) client.socket.end();
    } else if (!client.isIn) {
      reply(client, "-ERR command not found");
    } else if (verb === "event" && words[0] === "json") {
      client.names = new Set(words.slice(1));
      reply(client, "+OK event listener enabled json");
    } else if (verb === "api") {
      if (!options.isStuck)
        withBody(client, "api/response", options.print?.(words.join(" ")) ?? `-ERR ${words[0]} Command not found!\n`);
    } else if (verb === "bgapi") {
      reply(client, "+OK Job-UUID: 7f4a");
      options.onJob?.(words.join(" "));
    } else if (verb === "exit") {
      reply(client, "+OK bye");
      client.socket.end();
    } else {
      reply(client, "-ERR command not found");
    }
  }

  const server = createServer((socket) => {
    const client: Client = { socket, isIn: false, names: new Set() };
    clients.add(client);
    let pending = "";
    socket.on("close", () => clients.delete(client));
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      pending += bytes.toString();
      for (let end = pending.indexOf("\n\n"); end >= 0; end = pending.indexOf("\n\n")) {
        const command = pending.slice(0, end);
        pending = pending.slice(end + 2);
        obey(client, command);
      }
    });
    if (options.isMute) return;
    if (options.refusesAll) {
      withBody(client, "text/rude-rejection", "Access Denied, go away.\n");
      socket.end();
    } else socket.write("Content-Type: auth/request\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    commands,
    tell(event) {
      for (const client of clients) {
        if (client.names.has(event["Event-Name"] ?? "")) withBody(client, "text/event-json", JSON.stringify(event));
      }
    },
    drop(notice) {
      for (const client of clients) {
        if (notice) withBody(client, "text/disconnect-notice", "Disconnected, goodbye.\n");
        else client.socket.destroy();
      }
    },
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of clients) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
