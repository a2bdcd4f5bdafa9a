import type { Command } from "commander";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

export function register(program: Command, io: CliIo): void {
  program
    .command("rotate-key")
    .summary("seal a running server's secrets with a new key")
    .description(
      "The server goes on meanwhile; afterwards the old key is forgotten. Copy the new key file to your backup.",
    )
    .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
    .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
    .option("--json", "print {keyId, resealed} as JSON, for programs")
    .action(async (options: ServerOptions & { json?: boolean }) => {
      const done = await callServer<{ keyId: string; resealed: number }>(
        options,
        io,
        "POST",
        "/api/v1/settings/rotate-key",
      );
      if (options.json) outJson(io, done);
      else io.out(`${done.resealed} secrets are sealed with key ${done.keyId}\n`);
    });
}
