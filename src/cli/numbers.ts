import { DeskbellError } from "../base/index.ts";

/** Reads a port number, 0 for any free one. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65535) return port;
  throw new DeskbellError("INPUT_INVALID", `--port ${text}: write a number from 0 to 65535`);
}

/** Reads a count. */
export function readCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new DeskbellError("INPUT_INVALID", `${text}: write a whole number from 1 on`);
}

const COUNTRIES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Reads the country that national numbers belong to, as ISO 3166 writes it: two letters. */
export function readRegion(text: string): string {
  const region = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(region) && COUNTRIES.of(region) !== undefined) return region;
  throw new DeskbellError("INPUT_INVALID", `--region ${text}: write a country as two letters, such as TH`);
}

/** Reads the time limit of a request; gives milliseconds. */
export function readTimeout(text: string): number {
  const seconds = text.trim() === "" ? Number.NaN : Number(text);
  if (seconds > 0 && seconds <= 600) return seconds * 1000;
  throw new DeskbellError("INPUT_INVALID", `--timeout ${text}: write seconds between 0 and 600`);
}
