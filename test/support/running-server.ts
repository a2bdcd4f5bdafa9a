import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "../../src/pipeline/index.ts";
import { readConfig, type Server, type ServerOptions, startServer } from "../../src/server/index.ts";

/** A server on a free port with a data folder of its own, and everything that it logged. */
export interface RunningServer {
  readonly server: Server;
  readonly folder: string;
  readonly logged: string[];
  /** Calls the API as the first administrator, or as `token`. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<{ status: number; body: never; text: string }>;
  close(): Promise<void>;
}

export async function openServer(
  config?: string,
  options: Partial<ServerOptions> & { readonly folder?: string } = {},
): Promise<RunningServer> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "deskbell-server-"));
  const logged: string[] = [];
  const write = (message: string, facts?: unknown) =>
    void logged.push(`${message} ${JSON.stringify(facts, errorsToo)}`);
  const log: Log = { info: write, warn: write, error: write };
  const server = await startServer({
    dataFolder: join(folder, "data"),
    ...(config !== undefined && { config: readConfig(config, "deskbell.yaml", folder) }),
    port: 0,
    allowPrivateTargets: true,
    environment: {},
    log,
    settleMs: 50,
    ...options,
  });
  const admin = server.adminToken?.reveal();
  return {
    server,
    folder,
    logged,
    async ask(method, path, body, token = admin) {
      const answer = await fetch(server.address + path, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.includes("json") === true;
      return { status: answer.status, text, body: (isJson ? JSON.parse(text) : undefined) as never };
    },
    async close() {
      await server.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function errorsToo(_name: string, value: unknown): unknown {
  return value instanceof Error ? { message: value.message, stack: value.stack } : value;
}
