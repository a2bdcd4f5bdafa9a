import type { Command } from "commander";
import { type CliIo, outJson } from "../io.ts";
import { addExport } from "./config-export.ts";

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
        for (const { path, message, help } of problems) {
          // A path begins with its place in the file when it has one.
          const place = path === "" ? "" : /^\d/.test(path) ? `${file}:${path}: ` : `${file}: ${path}: `;
          io.out(`${place}${message}${help ? `\n    ${help}` : ""}\n`);
        }
        const { length } = problems;
        io.out(length === 0 ? `${file} is in order\n` : length === 1 ? "1 problem\n" : `${length} problems\n`);
      }
      io.exit(problems.length === 0 ? 0 : 1);
    });

  addExport(config, io);
}
