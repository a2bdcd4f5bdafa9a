import { fromLocalTime } from "./local-time.ts";

/** How a text is to be read as a time. */
export interface TimeReading {
  /** IANA zone of times that name none. */
  readonly zone: string;
  /** The order of the parts, such as `dd.MM.yyyy HH:mm:ss`; absent = any of the usual ways. */
  readonly format?: string;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What PBXs write where there is no time. */
const NO_TIME = /^(?:0+(?:\.0+)?|-|null|0{4}-00-00.*|000[01]-01-01.*|1970-01-01[T ]00:00:00.*)?$/i;

const ISO =
  /^(?<year>\d{4})[-/](?<month>\d{2})[-/](?<day>\d{2})(?:[T ](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?)?\s*(?<zone>Z|GMT|UTC|[+-]\d{2}:?\d{2})?$/i;

/** RFC 5322 section 3.3. */
const MAIL_DATE =
  /^(?:[a-z]{3},\s*)?(?<day>\d{1,2})\s(?<word>[a-z]{3})\s(?<year>\d{4})\s(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2}))?\s(?<zone>Z|GMT|UTC?|[+-]\d{4})$/i;

/**
 * Milliseconds since 1970; `undefined` for the ways in which PBXs say that there is no time: empty, `0`, `0000-00-00 00:00:00`.
 * Without a format it reads seconds, milliseconds, microseconds and nanoseconds since 1970 (told apart by their size), ISO 8601 with
 * a zone or without, `2026/11/24 15:04:05`, and the dates of e-mails. Throws an Error that tells what was found.
 */
export function readTime(raw: string, { zone, format }: TimeReading): number | undefined {
  const text = raw.trim();
  if (NO_TIME.test(text)) return undefined;
  if (format === undefined && /^\d{9,19}(?:\.\d+)?$/.test(text)) return fromEpoch(text);
  const pattern = format === undefined ? undefined : toPattern(format);
  const found = pattern ? pattern.exec(text) : (ISO.exec(text) ?? MAIL_DATE.exec(text));
  const time = found?.groups && toTime(found.groups, zone);
  if (time !== undefined) return time;
  const wanted = format === undefined ? "give its `format`, such as dd.MM.yyyy HH:mm:ss" : `the format is ${format}`;
  throw new Error(`${JSON.stringify(text.slice(0, 60))} is not a time that can be understood; ${wanted}`);
}

function fromEpoch(text: string): number {
  const digits = text.split(".", 1)[0]?.length ?? 0;
  if (digits <= 11) return Math.round(Number(text) * 1000);
  if (digits <= 14) return Math.round(Number(text));
  return Math.floor(Number(text) / (digits <= 17 ? 1e3 : 1e6));
}

function toTime(part: Readonly<Record<string, string | undefined>>, zone: string): number | undefined {
  const month = part.word === undefined ? Number(part.month ?? 1) : MONTHS.indexOf(part.word.toLowerCase()) + 1;
  const year = part.year?.length === 2 ? 2000 + Number(part.year) : Number(part.year);
  const [day, minute, second] = [Number(part.day), Number(part.minute ?? 0), Number(part.second ?? 0)];
  let hour = Number(part.hour ?? 0);
  if (part.half !== undefined) hour = (hour % 12) + (part.half.toLowerCase() === "pm" ? 12 : 0);
  const milliseconds = Math.floor(Number(`0.${part.fraction ?? 0}`) * 1000);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  // A 31st of February would become another day.
  const date = new Date(shown);
  if (Number.isNaN(shown) || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (part.zone === undefined) return fromLocalTime(shown, zone);
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(part.zone);
  if (!offset) return shown;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return shown - (offset[1] === "-" ? -1 : 1) * minutes * 60_000;
}

const FIELDS: Readonly<Record<string, string>> = {
  yyyy: "(?<year>\\d{4})",
  yy: "(?<year>\\d{2})",
  MMM: "(?<word>[A-Za-z]{3})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  dd: "(?<day>\\d{2})",
  d: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{2})",
  H: "(?<hour>\\d{1,2})",
  hh: "(?<hour>\\d{2})",
  h: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})",
  S: "(?<fraction>\\d{1,9})",
  a: "(?<half>[AaPp][Mm])",
  z: "(?<zone>Z|GMT|UTC|[+-]\\d{2}:?\\d{2})",
};

const PATTERNS = new Map<string, RegExp>();
const KEPT_PATTERNS = 200;

/** Reads a time format. Throws an Error when it names a field twice, or not day, month and year. */
export function toPattern(format: string): RegExp {
  const known = PATTERNS.get(format);
  if (known) return known;
  const source = format.replace(
    /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|S|a|z|[^A-Za-z0-9 ]/g,
    (one) => FIELDS[one] ?? `\\${one}`,
  );
  const cure = "use yyyy, MM (or MMM), dd, HH (or hh and a), mm, ss, S, z, each once";
  if (!/<year>/.test(source) || !/<(?:month|word)>/.test(source) || !/<day>/.test(source)) {
    throw new Error(`the format ${JSON.stringify(format)} lacks the year, month or day; ${cure}`);
  }
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^${source}$`);
  } catch (cause) {
    throw new Error(`the format ${JSON.stringify(format)} cannot be read; ${cure}`, { cause });
  }
  if (PATTERNS.size >= KEPT_PATTERNS) PATTERNS.clear();
  PATTERNS.set(format, pattern);
  return pattern;
}
