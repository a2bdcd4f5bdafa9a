import type { Command } from "commander";
import { type CliIo, outJson, readSource } from "../io.ts";

export function register(program: Command, io: CliIo): void {
  program
    .command("gjson")
    .summary("try a GJSON path")
    .description("Prints what a GJSON path finds in a JSON document. Exits with 1 when it finds nothing.")
    .argument("<path>", 'such as users.#(role=="agent")#.id')
    .argument("[file]", "JSON file; standard input when left out", "-")
    .option("--raw", "print the piece of JSON as it stands, not its text")
    .option("--json", "print {exists, type, raw, text} as JSON, for programs")
    .addHelpText("after", "\nExample:\n  curl -s https://desk.example/api/users | deskbell gjson 'users.#.id'\n")
    .action(async (path: string, file: string, options: { raw?: boolean; json?: boolean }) => {
      const { getPath, validatePath } = await import("../../gjson/index.ts");
      for (const { offset, message } of validatePath(path))
        io.say(`deskbell: path, character ${offset + 1}: ${message}\n`);
      const { exists, type, raw, text } = getPath((await readSource(file, io)).toString("utf8"), path);
      if (options.json) outJson(io, { ok: exists, exists, type, raw, text });
      else if (exists) io.out(`${options.raw ? raw : text}\n`);
      else io.say("deskbell: nothing found\n");
      io.exit(exists ? 0 : 1);
    });
}
