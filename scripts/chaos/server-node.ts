import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FromServer, Launch, ToServer } from "./server-process.ts";

const ENTRY = fileURLToPath(new URL("./server-process.ts", import.meta.url));

/** One server that can be killed and started again on what it left behind. */
export interface ServerNode {
  /** Where it listens; `undefined` while it does not. */
  readonly address: string | undefined;
  readonly logFile: string;
  /** Resolves when it listens, or when it was killed before. Throws with the end of its log when it ends by itself. */
  start(aheadMs: number): Promise<void>;
  /** `kill -9`; resolves when it is gone. Throws with the end of its log when it had ended by itself before. */
  kill(): Promise<void>;
  /** Sets its clock to so much ahead of the real one, and wakes it. */
  setClock(aheadMs: number): void;
}

export function createServerNode(launch: Omit<Launch, "aheadMs">, environment: NodeJS.ProcessEnv): ServerNode {
  let child: ChildProcess | undefined;
  let address: string | undefined;

  const endedByItself = (how: number | string | null) =>
    new Error(`the server ended by itself (${how}):\n${endOf(launch.logFile)}`);

  return {
    logFile: launch.logFile,
    get address() {
      return address;
    },
    async start(aheadMs) {
      const complaints = openSync(launch.logFile, "a");
      const started = spawn(process.execPath, [ENTRY, JSON.stringify({ ...launch, aheadMs } satisfies Launch)], {
        env: { PATH: process.env.PATH, ...environment },
        stdio: ["ignore", complaints, complaints, "ipc"],
      });
      closeSync(complaints);
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.once("message", (message: FromServer) => {
          address = message.address;
          resolve();
        });
        started.once("error", reject);
        started.once("exit", (code, signal) => {
          if (child === started) address = undefined;
          if (signal === "SIGKILL") resolve();
          else reject(endedByItself(code ?? signal));
        });
      });
    },
    async kill() {
      const killed = child;
      if (!killed || killed.signalCode === "SIGKILL") return;
      if (killed.exitCode !== null) throw endedByItself(killed.exitCode);
      const gone = once(killed, "exit");
      address = undefined;
      killed.kill("SIGKILL");
      await gone;
    },
    setClock(aheadMs) {
      if (child?.connected) child.send({ aheadMs } satisfies ToServer);
    },
  };
}

function endOf(file: string): string {
  return readFileSync(file, "utf8").split("\n").slice(-15).join("\n");
}
