import { readFileSync } from "node:fs";
import { z } from "zod";

/** One kind of error that the servers logged, and how often. */
export interface LoggedError {
  readonly what: string;
  readonly times: number;
}

const ERROR_LEVEL = 50;
const lineSchema = z.object({
  level: z.int(),
  msg: z.string(),
  error: z.object({ message: z.string() }).optional(),
});

/** The errors in the logs of servers, the most frequent first. */
export function readErrors(files: readonly string[]): LoggedError[] {
  const times = new Map<string, number>();
  for (const line of files.flatMap((file) => readFileSync(file, "utf8").split("\n"))) {
    const what = toError(line);
    if (what !== undefined) times.set(what, (times.get(what) ?? 0) + 1);
  }
  return [...times].map(([what, count]) => ({ what, times: count })).toSorted((a, b) => b.times - a.times);
}

function toError(line: string): string | undefined {
  const read = lineSchema.safeParse(parse(line));
  if (!read.success || read.data.level < ERROR_LEVEL) return undefined;
  const { msg, error } = read.data;
  return error ? `${msg}: ${error.message}` : msg;
}

// A kill cuts the last line short; what Node itself says is not JSON.
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
