import { DeskbellError } from "../base/index.ts";
import { type CliIo, outJson } from "./io.ts";

/** Tells what went wrong, never how the program got there unless DESKBELL_DEBUG=1, and sets the exit code. `json`: as the result, for programs. */
export function tellFailure(error: unknown, json: boolean, io: CliIo): void {
  io.exit(2);
  if (io.env.DESKBELL_DEBUG === "1" && error instanceof Error) io.say(`${error.stack}\n`);
  if (!(error instanceof DeskbellError)) {
    const message = error instanceof Error ? error.message : String(error);
    if (json) outJson(io, { ok: false, error: { code: "INTERNAL", message } });
    else io.say(`deskbell: ${message} (a defect of Deskbell; DESKBELL_DEBUG=1 shows where)\n`);
    return;
  }
  const { code, message, problems } = error;
  if (json) {
    outJson(io, { ok: false, error: { code, message, ...(problems.length > 0 && { problems }) } });
    return;
  }
  io.say(`deskbell: ${message}\n`);
  for (const problem of problems) {
    io.say(`  ${problem.path}${problem.path ? ": " : ""}${problem.message}\n`);
    if (problem.help) io.say(`    ${problem.help}\n`);
  }
}
