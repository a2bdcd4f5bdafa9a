import type { Command } from "commander";
import type { Erased, NumberRecord } from "../../pipeline/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

export function register(program: Command, io: CliIo): void {
  const privacy = program
    .command("privacy")
    .summary("export or erase everything about a telephone number")
    .description("Of a running server. What the helpdesk has stays there, and backups keep what they have.");
  const withServer = (command: Command) =>
    command
      .argument("<number>", "however it is written")
      .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
      .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)");

  withServer(privacy.command("export"))
    .summary("print everything that is stored about a number, as JSON")
    .action(async (number: string, options: ServerOptions) => {
      outJson(io, await callServer<NumberRecord>(options, io, "POST", "/api/v1/privacy/export", { number }));
    });
  withServer(privacy.command("erase"))
    .summary("remove everything that is stored about a number")
    .option("--json", "print the result as JSON, for programs")
    .action(async (number: string, options: ServerOptions & { json?: boolean }) => {
      const erased = await callServer<Erased>(options, io, "POST", "/api/v1/privacy/erase", { number });
      if (options.json) outJson(io, erased);
      else
        io.out(
          `removed ${erased.calls} ${erased.calls === 1 ? "call" : "calls"} and ${erased.contacts} ${erased.contacts === 1 ? "contact" : "contacts"}\n`,
        );
    });
}
