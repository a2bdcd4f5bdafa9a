import type { Command } from "commander";
import { type CliIo, outJson } from "../io.ts";
import { readPort } from "../numbers.ts";

export function register(program: Command, io: CliIo): void {
  program
    .command("demo")
    .summary("see it work: simulated calls, a small helpdesk, the pages")
    .description(
      "Starts the engine in a temporary folder with a small helpdesk and simulated telephones, places calls, tells what happens, and serves the pages until stopped.",
    )
    .option("--once", "end after the calls; exit with 0 only if everything that was to happen has happened")
    .option("--port <number>", "of the engine's pages; 0 = any free one", "0")
    .option("--speed <factor>", "how many times faster than real calls (default 8, with --once 40)")
    .option("--no-open", "do not open a browser")
    .option("--json", "print the summary as JSON, for programs")
    .addHelpText("after", "\nExample:\n  deskbell demo --once\n")
    .action(async (options: { once?: boolean; port: string; speed?: string; open: boolean; json?: boolean }) => {
      const { runDemo } = await import("../demo/index.ts");
      const { DeskbellError } = await import("../../base/index.ts");
      const once = options.once === true;
      const speed = Number(options.speed ?? (once ? 40 : 8));
      if (!(speed > 0))
        throw new DeskbellError("INPUT_INVALID", `--speed ${options.speed}: write a number greater than 0`);
      const print = (line: string) => (options.json ? io.say(`${line}\n`) : io.out(`${line}\n`));
      const { openBrowser } = await import("../open-browser.ts");
      const openPage = options.open && !once && process.stdout.isTTY ? openBrowser : undefined;
      const port = readPort(options.port);
      const result = await runDemo({ once, port, speed, print, signal: io.signal, ...(openPage && { openPage }) });
      if (options.json) outJson(io, result);
      io.exit(result.ok || (!once && io.signal.aborted) ? 0 : 1);
    });
}
