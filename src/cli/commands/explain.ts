import type { Command } from "commander";
import type { CallTrace } from "../../pipeline/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

interface ExplainOptions extends ServerOptions {
  readonly exchanges?: boolean;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  program
    .command("explain")
    .summary("tell why a call became what it became")
    .description(
      "Shows what was heard of a call, who it was taken for, which feature did what and which did not and why, and every attempt in the helpdesk. Secrets are shown as ***.",
    )
    .argument("<call>", "our id of the call, or the PBX's")
    .option("--exchanges", "with all that was sent and that came back")
    .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
    .option("--token <value>", "a token that may read; @FILE or env:NAME (DESKBELL_TOKEN)")
    .option("--json", "print the trace as JSON, for programs")
    .action(async (call: string, options: ExplainOptions) => {
      const trace = await callServer<CallTrace>(options, io, "GET", `/api/v1/calls/${encodeURIComponent(call)}/trace`);
      if (options.json) {
        outJson(io, trace);
        return;
      }
      const { toText } = await import("../explain/to-text.ts");
      io.out(toText(trace, { exchanges: options.exchanges === true }));
    });
}
