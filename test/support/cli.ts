import { runCli } from "../../src/cli/program.ts";

export interface CliResult {
  readonly out: string;
  readonly said: string;
  readonly code: number;
}

/** Runs a command line in this process. */
export async function cli(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; input?: string | Buffer; cwd?: string } = {},
): Promise<CliResult> {
  let out = "";
  let said = "";
  let code = 0;
  await runCli(args, {
    out: (text) => {
      out += text;
    },
    say: (text) => {
      said += text;
    },
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    readInput: async () => Buffer.from(options.input ?? ""),
    signal: new AbortController().signal,
    exit: (wanted) => {
      code = wanted;
    },
  });
  return { out, said, code };
}
