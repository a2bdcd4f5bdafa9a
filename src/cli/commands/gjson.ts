import type { Command } from "commander";
import { type CliIo, outJson, readText } from "../io.ts";

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
      const { describeJsonFault } = await import("../../base/index.ts");
      for (const { offset, message } of validatePath(path))
        io.say(`deskbell: path, character ${offset + 1}: ${message}\n`);
      const document = await readText(file, io);
      const { exists, type, raw, text } = getPath(document, path);
      // A broken document is searched all the same, as GJSON does; but when it has no answer, that is the likely reason.
      const fault = exists || path.startsWith("..") ? undefined : describeJsonFault(document, file);
      if (fault) io.say(`deskbell: ${fault}\n`);
      if (options.json) outJson(io, { ok: exists, exists, type, raw, text });
      else if (exists) io.out(`${options.raw ? raw : text}\n`);
      else io.say("deskbell: nothing found\n");
      io.exit(exists ? 0 : 1);
    });
}
