import type { Command } from "commander";
import { DeskbellError } from "../../base/index.ts";
import { type CliIo, outJson } from "../io.ts";

export function register(program: Command, io: CliIo): void {
  const config = program
    .command("config")
    .summary("check or export a configuration")
    .description("Works with deskbell.yaml.");

  config
    .command("check")
    .summary("check deskbell.yaml without starting anything")
    .description(
      "Lists every problem of a configuration, each with its place. Secrets must be where the file says. Exits with 1 when there is a problem.",
    )
    .argument("<file>", "deskbell.yaml")
    .option("--json", "print {ok, problems} as JSON, for programs")
    .action(async (file: string, options: { json?: boolean }) => {
      const { checkConfigFile } = await import("../../server/index.ts");
      const problems = await checkConfigFile(file, io.env);
      if (options.json) outJson(io, { ok: problems.length === 0, problems });
      else {
        for (const { path, message, help } of problems)
          io.out(`${file}:${path}: ${message}${help ? `\n    ${help}` : ""}\n`);
        io.out(problems.length === 0 ? `${file} is in order\n` : `${problems.length} problems\n`);
      }
      io.exit(problems.length === 0 ? 0 : 1);
    });

  config
    .command("export")
    .summary("write what is set up as a deskbell.yaml")
    .description(
      "Secrets are not in it: each stands as the name of an environment variable. The server must be stopped.",
    )
    .requiredOption("--data <folder>", "the server's data folder")
    .option("--json", "print {yaml} as JSON, for programs")
    .action(async (options: { data: string; json?: boolean }) => {
      const { existsSync } = await import("node:fs");
      const { join } = await import("node:path");
      const { exportConfig } = await import("../../server/index.ts");
      const { lockFolder, openSqliteStore } = await import("../../store/index.ts");
      const file = join(options.data, "deskbell.sqlite");
      if (!existsSync(file)) throw new DeskbellError("NOT_FOUND", `${options.data} holds no data of Deskbell`);
      const unlock = lockFolder(join(options.data, "deskbell.lock"));
      const store = openSqliteStore(file);
      try {
        const yaml = await exportConfig(store);
        if (options.json) outJson(io, { ok: true, yaml });
        else io.out(yaml);
      } finally {
        await store.close();
        unlock();
      }
    });
}
