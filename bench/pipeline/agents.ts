import { connect, type Socket } from "node:net";
import { READ_TOKEN } from "./rig.ts";

/** A pop-up as it came to an agent's screen. */
export interface Seen {
  readonly extension: string;
  readonly number: string;
  readonly contactName: string;
  /** By the clock of this process, milliseconds. */
  readonly at: number;
}

/** Screens of agents, each a reader of the live feed that follows its own extension's pop-ups. */
export interface Agents {
  close(): Promise<void>;
}

/** Connects the screens of extensions 1000 and on; resolves when all of them have been let in. */
export async function connectAgents(port: number, count: number, see: (popup: Seen) => void): Promise<Agents> {
  const sockets: Socket[] = [];
  // A few at a time, as screens do that come back after a break; the listen queue of a server is short.
  for (let from = 0; from < count; from += 50) {
    const some = Array.from({ length: Math.min(50, count - from) }, (_, at) =>
      connectAgent(port, 1000 + from + at, see),
    );
    sockets.push(...(await Promise.all(some)));
  }
  return {
    async close() {
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function connectAgent(port: number, extension: number, see: (popup: Seen) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject);
    socket.write(
      `GET /api/v1/changes?extension=${extension}&kinds=popup HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${READ_TOKEN}\r\n\r\n`,
    );
    let text = "";
    let isIn = false;
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      if (!isIn) {
        const end = text.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!text.startsWith("HTTP/1.1 200"))
          return reject(new Error(`a screen was not let in: ${text.slice(0, 300)}`));
        isIn = true;
        text = text.slice(end + 4);
        resolve(socket);
      }
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        readFrame(text.slice(0, end), see);
        text = text.slice(end + 2);
      }
    });
  });
}

function readFrame(frame: string, see: (popup: Seen) => void): void {
  const data = /^data: (.*)$/m.exec(frame)?.[1];
  if (data === undefined) return;
  const { popup } = JSON.parse(data) as { popup: Omit<Seen, "at"> };
  see({ ...popup, at: performance.now() });
}
