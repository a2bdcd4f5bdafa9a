import { SECOND } from "../../base/index.ts";

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * The moment (ms since 1970) at which clocks of a zone show a time that is given as if it were UTC. An hour that is skipped becomes the
 * hour after it, one that comes twice its first. Throws a RangeError when the runtime knows no such zone.
 */
export function fromLocalTime(shown: number, zone: string): number {
  const early = shown - offsetAt(shown - 24 * 3600 * SECOND, zone);
  const late = shown - offsetAt(shown + 24 * 3600 * SECOND, zone);
  const [first, second] = early <= late ? [early, late] : [late, early];
  if (first + offsetAt(first, zone) === shown) return first;
  return second + offsetAt(second, zone) === shown ? second : early;
}

/** Whether this runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    FORMATS.set(zone, format);
  }
  return format;
}

function offsetAt(time: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(time / SECOND) * SECOND;
}
