import { type LayoutPart, parseLayout } from "./time-layout.ts";
import { getZone, type Zone, type ZoneTime } from "./zone.ts";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/**
 * Go's `time.Unix(unixSeconds, nanos).In(zone).Format(layout)`. Throws a DeskbellError when the zone is not known here.
 *
 * @example formatGoTime(1709210096, "2006-01-02T15:04:05Z07:00", "Asia/Bangkok") // "2024-02-29T19:34:56+07:00"
 */
export function formatGoTime(unixSeconds: number, layout: string, zone: string, nanos = 0): string {
  return formatIn(getZone(zone), unixSeconds, layout, nanos);
}

/** The same for a zone that was looked up before. */
export function formatIn(zone: Zone, unixSeconds: number, layout: string, nanos = 0): string {
  const moment = toMoment(zone, Math.floor(unixSeconds), nanos);
  let out = "";
  for (const piece of compileLayout(layout)) out += typeof piece === "string" ? piece : piece(moment);
  return out;
}

/** Plain text of a layout, or what prints one of its fields. */
type Piece = string | ((moment: Moment) => string);

const COMPILED = new Map<string, readonly Piece[]>();
const COMPILED_LAYOUTS = 500;

function compileLayout(layout: string): readonly Piece[] {
  const known = COMPILED.get(layout);
  if (known) return known;
  const pieces = parseLayout(layout).map(toPiece);
  if (COMPILED.size >= COMPILED_LAYOUTS) COMPILED.clear();
  COMPILED.set(layout, pieces);
  return pieces;
}

function toPiece(part: LayoutPart): Piece {
  switch (part.kind) {
    case "text":
      return part.text;
    case "field":
      return FIELDS[part.field] as Piece;
    case "fraction":
      return ({ nanos }) => formatFraction(nanos, part);
  }
}

interface GregorianDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** From 1. */
  readonly dayOfYear: number;
  /** From 0, Sunday. */
  readonly weekday: number;
}

interface Moment {
  readonly date: GregorianDate;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanos: number;
  readonly local: ZoneTime;
}

const DAY_SECONDS = 86400;

let lastDays = 0;
let lastDate = toDate(0);

function toMoment(zone: Zone, unixSeconds: number, nanos: number): Moment {
  const local = zone.at(unixSeconds);
  const seconds = unixSeconds + local.offset;
  const days = Math.floor(seconds / DAY_SECONDS);
  const second = seconds - days * DAY_SECONDS;
  if (days !== lastDays) {
    lastDate = toDate(days);
    lastDays = days;
  }
  return {
    date: lastDate,
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
    nanos,
    local,
  };
}

/**
 * Gregorian date of a day counted from 1970-01-01. Years are taken to begin in March, so that the leap day is a year's last, and
 * days are counted in the calendar's period of 400 years.
 */
function toDate(days: number): GregorianDate {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayFromMarch = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayFromMarch + 2) / 153);
  const day = dayFromMarch - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const dayOfYear = month <= 2 ? dayFromMarch - 305 : dayFromMarch + (leap ? 61 : 60);
  return { year, month, day, dayOfYear, weekday: (((days + 4) % 7) + 7) % 7 };
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value)).padStart(width, "0");
  return value < 0 ? `-${digits}` : digits;
}

function hour12({ hour }: Moment): number {
  return hour % 12 || 12;
}

function blankPadded(value: number, width: number): string {
  return String(value).padStart(width, " ");
}

/** Offsets: sign, hours, and as far as the sample has them minutes and seconds, with or without colons. */
function offsetField(sample: string): (moment: Moment) => string {
  const zulu = sample.startsWith("Z");
  const colon = sample.includes(":") ? ":" : "";
  const length = sample.replaceAll(":", "").length;
  return ({ local: { offset } }) => {
    if (zulu && offset === 0) return "Z";
    const size = Math.abs(offset);
    const minutes = Math.floor(size / 60);
    // Go takes the sign from the whole minutes.
    let out = (offset <= -60 ? "-" : "+") + two(Math.floor(minutes / 60));
    if (length > 3) out += colon + two(minutes % 60);
    if (length > 5) out += colon + two(size % 60);
    return out;
  };
}

const OFFSETS = "-070000 -07:00:00 -0700 -07:00 -07 Z070000 Z07:00:00 Z0700 Z07:00 Z07".split(" ");

const FIELDS: Readonly<Record<string, (moment: Moment) => string>> = {
  "2006": ({ date: { year } }) => padded(year, 4),
  "06": ({ date: { year } }) => two(Math.max(year, 0) % 100),
  "01": ({ date: { month } }) => two(month),
  "1": ({ date: { month } }) => String(month),
  Jan: ({ date: { month } }) => (MONTHS[month - 1] as string).slice(0, 3),
  January: ({ date: { month } }) => MONTHS[month - 1] as string,
  "02": ({ date: { day } }) => two(day),
  "2": ({ date: { day } }) => String(day),
  _2: ({ date: { day } }) => blankPadded(day, 2),
  "002": ({ date: { dayOfYear } }) => padded(dayOfYear, 3),
  __2: ({ date: { dayOfYear } }) => blankPadded(dayOfYear, 3),
  Mon: ({ date: { weekday } }) => (DAYS[weekday] as string).slice(0, 3),
  Monday: ({ date: { weekday } }) => DAYS[weekday] as string,
  "15": ({ hour }) => two(hour),
  "03": (moment) => two(hour12(moment)),
  "3": (moment) => String(hour12(moment)),
  "04": ({ minute }) => two(minute),
  "4": ({ minute }) => String(minute),
  "05": ({ second }) => two(second),
  "5": ({ second }) => String(second),
  PM: ({ hour }) => (hour >= 12 ? "PM" : "AM"),
  pm: ({ hour }) => (hour >= 12 ? "pm" : "am"),
  MST: ({ local }) => local.name,
  ...Object.fromEntries(OFFSETS.map((sample) => [sample, offsetField(sample)])),
};

function formatFraction(
  nanos: number,
  { separator, digits, trim }: { readonly separator: string; readonly digits: number; readonly trim: boolean },
): string {
  const shown = padded(nanos, 9).slice(0, Math.min(digits, 9));
  if (!trim) return separator + shown;
  const kept = shown.replace(/0+$/, "");
  return kept === "" ? "" : separator + kept;
}
