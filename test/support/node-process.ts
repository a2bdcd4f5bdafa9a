import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** `deskbell serve` as a process of its own, one of several nodes on a database. */
export interface NodeProcess {
  readonly address: string;
  readonly pid: number;
  /** Only the node that was first has it. */
  readonly adminToken: string | undefined;
  /** What it said on standard error. */
  log(): string;
  ask(method: string, path: string, token: string, body?: unknown): Promise<{ status: number; body: never }>;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** Resolves when it is gone. */
  end(name: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export interface NodeOptions {
  readonly dataFolder: string;
  readonly storeUrl: string;
  /** Path of a deskbell.yaml. */
  readonly config?: string;
  readonly publicUrl?: string;
  readonly environment: NodeJS.ProcessEnv;
}

const LAUNCHER = fileURLToPath(new URL("../../bin/deskbell.cjs", import.meta.url));

/** Resolves when it listens. Throws with what it said when it ends before. */
export async function startNode(options: NodeOptions): Promise<NodeProcess> {
  const { dataFolder, config, publicUrl, storeUrl, environment } = options;
  const args = ["serve", "--data", dataFolder, "--port", "0", "--allow-private-targets", "--json"];
  if (config !== undefined) args.push("--config", config);
  if (publicUrl !== undefined) args.push("--public-url", publicUrl);
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: { PATH: process.env.PATH, DESKBELL_STORE_URL: storeUrl, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = once(child, "exit");
  let said = "";
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const listening = new Promise<{ address: string; adminToken?: string }>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (!said.endsWith("}\n")) return;
      const answer = JSON.parse(said);
      // Else it says what is wrong, and ends.
      if ("address" in answer) resolve(answer);
    });
    child.on("close", (code) => reject(new Error(`the node ended with ${code}: ${said}${log}`)));
  });
  const { address, adminToken } = await listening;
  return {
    address,
    adminToken,
    pid: child.pid as number,
    log: () => log,
    async ask(method, path, token, body) {
      const answer = await fetch(address + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.includes("json") === true;
      return { status: answer.status, body: (isJson ? JSON.parse(text) : undefined) as never };
    },
    signal: (name) => void child.kill(name),
    async end(name) {
      child.kill(name);
      await gone;
    },
  };
}
