import { Command, CommanderError, Option } from "commander";
import { DeskbellError } from "../base/index.ts";
import { PACKAGE } from "../server/package-info.ts";
import { COMMANDS } from "./commands/index.ts";
import { tellFailure } from "./failure.ts";
import type { CliIo } from "./io.ts";

const EXIT_CODES = `
Exit codes: 0 done; 1 it ran and the answer is no (errors found, scenario failed); 2 it could not run (usage, input, set-up).
`;

/** The whole command line. `sayUsage` takes what is wrong with its use. */
export function createProgram(io: CliIo, sayUsage: (text: string) => void = io.say): Command {
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
    // Commands made from here on take this over.
    .configureOutput({ writeOut: io.out, writeErr: sayUsage })
    .exitOverride();
  for (const register of COMMANDS) register(program, io);
  for (const command of program.commands) {
    // A group of commands would take the option away from the one that is called.
    if (command.commands.length === 0 && !command.options.some(({ long }) => long === "--json")) {
      command.addOption(new Option("--json", "print the result as JSON, for programs"));
    }
  }
  return program;
}

/** Runs one command line (without the program's own name). Never throws. */
export async function runCli(args: readonly string[], io: CliIo): Promise<void> {
  const json = args.includes("--json");
  // For programs, wrong usage is told once, as JSON.
  const program = json ? createProgram(io, () => {}) : createProgram(io);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) tellFailure(error, json, io);
    // Commander has said what is wrong, or has printed the help that was asked for.
    else if (error.exitCode === 0) io.exit(0);
    else if (json) tellFailure(toDeskbellError(error), true, io);
    else io.exit(2);
  }
}

function toDeskbellError({ code, message }: CommanderError): DeskbellError {
  if (code === "commander.help")
    return new DeskbellError("INPUT_INVALID", "there is no such command; --help lists all");
  return new DeskbellError("INPUT_INVALID", message.replace(/^error: /, "").replaceAll("\n", " "));
}
