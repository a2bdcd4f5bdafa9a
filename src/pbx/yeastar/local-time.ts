import { DAY, SECOND } from "../../base/index.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

// Year first, as the events write it; where the display format puts the day or the month first, nobody can tell which.
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?$/i;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Whether a time can be one of a call: between the years 2000 and 2100. */
export function isPlausible(time: number): boolean {
  return time >= EARLIEST && time < LATEST;
}

/**
 * A time as the PBX's clocks show it, in the PBX's IANA zone; `undefined` when it is not `yyyy-MM-dd HH:mm:ss` or alike. In the hour
 * that clocks show twice it is the one nearer to `near`.
 */
export function readLocalTime(text: string, zone: string, near?: number): number | undefined {
  const found = YEAR_FIRST.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as number[];
  const half = found[7]?.toUpperCase();
  const hours = half === undefined ? (hour as number) : ((hour as number) % 12) + (half === "PM" ? 12 : 0);
  const asUtc = Date.UTC(year as number, (month as number) - 1, day, hours, minute, second);
  if (!isPlausible(asUtc)) return undefined;
  // The offset of the zone at the time itself: the first guess may lie on the other side of a change of the clocks.
  const guess = asUtc - offsetAt(asUtc, zone);
  const time = asUtc - offsetAt(guess, zone);
  if (near === undefined) return time;
  const times = [asUtc - offsetAt(asUtc - DAY, zone), asUtc - offsetAt(asUtc + DAY, zone)];
  const shownThen = times.filter((one) => one + offsetAt(one, zone) === asUtc);
  return shownThen.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? time;
}

/** The Unix second that a call's id begins with (ms since 1970); `undefined` when it does not. */
export function readStartOfId(callId: string): number | undefined {
  const found = /^(\d{10})\./.exec(callId);
  const start = found && Number(found[1]) * SECOND;
  return start && isPlausible(start) ? start : undefined;
}

/** How far the zone's clocks are ahead of UTC at a time, in milliseconds. */
function offsetAt(time: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(
    part.year as number,
    (part.month as number) - 1,
    part.day as number,
    part.hour as number,
    part.minute as number,
    part.second as number,
  );
  return shown - Math.floor(time / SECOND) * SECOND;
}
