import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DeskbellError } from "../base/index.ts";

/** The process as commands see it, so that tests can run them in their own. */
export interface CliIo {
  /** Results only. */
  out(text: string): void;
  /** Everything that is said beside the result. */
  say(text: string): void;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** All of standard input. */
  readInput(): Promise<Buffer>;
  /** Aborts when the user wants the program to stop. */
  readonly signal: AbortSignal;
  /** 0 = done; 1 = it ran, and the answer is no; 2 = it could not run: wrong usage or input. */
  exit(code: 0 | 1 | 2): void;
}

/** Reads a file named on the command line, or standard input for `-`. Throws `INPUT_INVALID` with the reason. */
export async function readSource(file: string, io: CliIo): Promise<Buffer> {
  if (file === "-") return io.readInput();
  try {
    return readFileSync(resolve(io.cwd, file));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : (cause as Error).message;
    throw new DeskbellError("INPUT_INVALID", `${file}: ${why}`, { cause });
  }
}

/** Reads a file as UTF-8, without its byte order mark. Throws `INPUT_INVALID` when its bytes are no text. */
export async function readText(file: string, io: CliIo): Promise<string> {
  const bytes = await readSource(file, io);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DeskbellError("INPUT_INVALID", `${file}: the bytes are not UTF-8; save it as UTF-8`, { cause });
  }
}

export function outJson(io: CliIo, value: unknown): void {
  io.out(`${JSON.stringify(value, undefined, 2)}\n`);
}
