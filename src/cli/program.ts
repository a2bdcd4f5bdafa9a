import { Command, CommanderError, Option } from "commander";
import { PACKAGE } from "../server/package-info.ts";
import { COMMANDS } from "./commands/index.ts";
import { tellFailure } from "./failure.ts";
import type { CliIo } from "./io.ts";

const EXIT_CODES = `
Exit codes: 0 done; 1 it ran and the answer is no (errors found, scenario failed); 2 it could not run (usage, input, set-up).
`;

/** The whole command line. */
export function createProgram(io: CliIo): Command {
  const program = new Command("deskbell")
    .description(
      "The engine between telephones and helpdesks: check, mend and try integration templates, and run them.",
    )
    .version(PACKAGE.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", EXIT_CODES)
    .showSuggestionAfterError()
    .showHelpAfterError("(--help lists what there is)")
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.say(text) })
    .exitOverride();
  for (const register of COMMANDS) register(program, io);
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.say(text) });
    if (!command.options.some(({ long }) => long === "--json")) {
      command.addOption(new Option("--json", "print the result as JSON, for programs"));
    }
  }
  return program;
}

/** Runs one command line (without the program's own name). Never throws. */
export async function runCli(args: readonly string[], io: CliIo): Promise<void> {
  const program = createProgram(io);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    // Commander has said what is wrong, or has printed the help that was asked for.
    if (error instanceof CommanderError) io.exit(error.exitCode === 0 ? 0 : 2);
    else tellFailure(error, args.includes("--json"), io);
  }
}
