import { DeskbellError } from "../base/index.ts";

/** Reads a port number, 0 for any free one. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65535) return port;
  throw new DeskbellError("INPUT_INVALID", `--port ${text}: write a number from 0 to 65535`);
}
