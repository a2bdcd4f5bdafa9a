import { addAbortSignal } from "node:stream";
import { DeskbellError } from "../base/index.ts";
import { runCli } from "./program.ts";
import { createStop } from "./stop.ts";

const stop = createStop(
  () => performance.now(),
  () => process.exit(130),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop.press);
// A reader that goes away (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
});

await runCli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  say: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  async readInput() {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of addAbortSignal(stop.signal, process.stdin)) chunks.push(chunk as Buffer);
    } catch (cause) {
      const why = stop.signal.aborted ? "stopped before it had ended" : (cause as Error).message;
      throw new DeskbellError("INPUT_INVALID", `standard input: ${why}`, { cause });
    }
    return Buffer.concat(chunks);
  },
  signal: stop.signal,
  exit: (code) => {
    process.exitCode = code;
  },
});
