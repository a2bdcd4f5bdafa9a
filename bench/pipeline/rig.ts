import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child.ts";

export const EVENTS_TOKEN = "bench-events-token-0123456789";
export const READ_TOKEN = "bench-read-token-0123456789";
export const SIGNING_KEY = Buffer.from("bench-signing-key-0123456789abcd");

/** How long the helpdesk takes to answer, milliseconds. */
const HELPDESK_MS = 5;

export interface Usage {
  /** Bytes. */
  readonly rss: number;
  /** Spent since the start, of all threads. */
  readonly cpuMs: number;
  /** What the log warned of. */
  readonly faults: readonly string[];
}

/** How many deliveries are in which state. */
export type Deliveries = Readonly<Record<"waiting" | "running" | "done", number>>;

/** A Deskbell and its helpdesk, each a process of its own. */
export interface Rig {
  readonly port: number;
  readonly helpdesk: { readonly port: number; ask(kind: "shut" | "open" | "count"): Promise<{ requests: number }> };
  /** The dead helpdesk: how often it was tried, and its return to life. */
  readonly dead: { ask(kind: "count" | "revive"): Promise<{ requests: number }> };
  /** Where the connection's events go. */
  eventsPath(connection: "office" | "plain" | "backlog"): string;
  deliveries(): Promise<Deliveries>;
  usage(): Promise<Usage>;
  /** Resolves when the engine has nothing due. */
  idle(): Promise<Usage>;
  close(): Promise<void>;
}

export interface RigOptions {
  /** Of a former rig that was closed; its data are used. */
  readonly folder?: string;
  /** How many extensions the office has, from 1000 on. */
  readonly extensions?: number;
  readonly settleMs?: number;
}

/**
 * Starts a Deskbell with three connections: `office` works with a helpdesk that answers after 5 ms, `plain` has no integration,
 * and what `backlog` works with is dead.
 */
export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const folder = options.folder ?? makeFolder();
  const helpdesk = await startChild<{ port: number }>(new URL("./helpdesk-process.ts", import.meta.url), {
    answerMs: HELPDESK_MS,
  });
  const dead = await startChild<{ port: number }>(new URL("./helpdesk-process.ts", import.meta.url), {
    answerMs: 0,
    dead: true,
  });
  let server: { child: Child; ready: { port: number } };
  try {
    server = await startChild<{ port: number }>(new URL("./server-process.ts", import.meta.url), {
      folder,
      config: JSON.stringify(toConfig(helpdesk.ready.port, dead.ready.port, options.extensions ?? 1)),
      environment: {
        EVENTS_TOKEN,
        READ_TOKEN,
        SIGNING_SECRET: `whsec_${SIGNING_KEY.toString("base64")}`,
      },
      ...(options.settleMs !== undefined && { settleMs: options.settleMs }),
    });
  } catch (error) {
    await helpdesk.child.close();
    await dead.child.close();
    throw error;
  }
  return {
    port: server.ready.port,
    helpdesk: { port: helpdesk.ready.port, ask: (kind) => helpdesk.child.ask({ kind }) },
    dead: { ask: (kind) => dead.child.ask({ kind }) },
    eventsPath: (connection) => `/api/v1/connections/${connection}/events`,
    async deliveries() {
      const answer = await fetch(`http://127.0.0.1:${server.ready.port}/readyz`);
      return ((await answer.json()) as { deliveries: Deliveries }).deliveries;
    },
    usage: () => server.child.ask({ kind: "usage" }),
    idle: () => server.child.ask({ kind: "idle" }),
    async close() {
      await server.child.close();
      await helpdesk.child.close();
      await dead.child.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for data, on the disk that temporary files lie on; removed at the end of the process at the latest. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-"));
  folders.push(folder);
  return folder;
}

function toConfig(helpdeskPort: number, deadPort: number, extensions: number): unknown {
  const settings = { contactCreation: { method: "manual" }, autoTicket: { when: "off" } };
  const connection = (id: string, count: number) => ({
    id,
    zone: "Asia/Bangkok",
    signingSecret: { env: "SIGNING_SECRET" },
    extensions: Array.from({ length: count }, (_, at) => ({ number: String(1000 + at), name: `Agent ${at}` })),
  });
  const integration = (id: string, connectionId: string, port: number) => ({
    id,
    connection: connectionId,
    template: "bench_desk",
    fields: { address: `http://127.0.0.1:${port}` },
    settings,
  });
  return {
    connections: [connection("office", extensions), connection("plain", 1), connection("backlog", 1)],
    templates: [{ file: fileURLToPath(new URL("desk.xml", import.meta.url)) }],
    integrations: [integration("desk", "office", helpdeskPort), integration("dead", "backlog", deadPort)],
    tokens: [
      { name: "pbx", scopes: ["events:write"], value: { env: "EVENTS_TOKEN" } },
      { name: "screens", scopes: ["read"], value: { env: "READ_TOKEN" } },
    ],
  };
}
