import { DeskbellError } from "../base/index.ts";
import { ZONE_NAMES } from "./zone-names.ts";

/** Local time at one moment. */
export interface ZoneTime {
  /** Seconds east of UTC. */
  readonly offset: number;
  /** `EST`, `UTC`, or a bare offset such as `+07` for zones without names. */
  readonly name: string;
}

const UTC_TIME: ZoneTime = { offset: 0, name: "UTC" };
const ZONES = new Map<string, Zone>();

/** Finds a time zone by its name in the tz database. Throws when this runtime has none of that name. */
export function getZone(name: string): Zone {
  const known = ZONES.get(name);
  if (known) return known;
  const zone = new Zone(name);
  ZONES.set(name, zone);
  return zone;
}

/** Clocks have been changed on full quarters of an hour since 1972; before, a moment is looked up for itself. */
const QUARTER = 900;
const QUARTERS_SINCE = 63072000;
const REMEMBERED = 2000;
/** The moments that JavaScript can name, less a day, since local time must be among them too. */
const MAX_SECONDS = 8.64e12 - 86_400;

export class Zone {
  readonly #name: string;
  readonly #format: Intl.DateTimeFormat | undefined;
  readonly #times = new Map<number, ZoneTime>();
  #lastKey = Number.NaN;
  #lastTime = UTC_TIME;

  constructor(name: string) {
    this.#name = name;
    this.#format = /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu)$/.test(name) ? undefined : openFormat(name);
  }

  /** Offset and name of local time at a moment, in seconds since 1970. */
  at(unixSeconds: number): ZoneTime {
    if (this.#format === undefined) return UTC_TIME;
    const moment = Math.min(Math.max(unixSeconds, -MAX_SECONDS), MAX_SECONDS);
    const key = moment >= QUARTERS_SINCE ? Math.floor(moment / QUARTER) * QUARTER : moment;
    if (key === this.#lastKey) return this.#lastTime;
    let time = this.#times.get(key);
    if (time === undefined) {
      const offset = offsetIn(this.#format, key);
      time = { offset, name: nameIn(this.#name, key, offset) };
      if (this.#times.size >= REMEMBERED) this.#times.clear();
      this.#times.set(key, time);
    }
    this.#lastKey = key;
    this.#lastTime = time;
    return time;
  }
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new DeskbellError(
      "INPUT_INVALID",
      `time zone: ${JSON.stringify(timeZone)} is not known here; give a name of the tz database such as "Asia/Bangkok"`,
      { cause },
    );
  }
}

function offsetIn(format: Intl.DateTimeFormat, unixSeconds: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(unixSeconds * 1000)) parts[type] = value;
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts[type]);
  const year = parts.era?.startsWith("B") ? 1 - part("year") : part("year");
  const local = new Date(0);
  local.setUTCFullYear(year, part("month") - 1, part("day"));
  local.setUTCHours(part("hour"), part("minute"), part("second"));
  return local.getTime() / 1000 - Math.floor(unixSeconds);
}

interface NameRule {
  readonly name: string;
  readonly offset: number;
  readonly until: number;
}

let rulesByZone: Map<string, readonly NameRule[]> | undefined;

function rulesOf(zone: string): readonly NameRule[] {
  if (rulesByZone === undefined) {
    rulesByZone = new Map();
    for (const [names, zones] of ZONE_NAMES) {
      const rules = names.split(" ").map(readRule);
      for (const one of zones.split(" ")) rulesByZone.set(one, rules);
    }
  }
  return rulesByZone.get(zone) ?? [];
}

function readRule(text: string): NameRule {
  const [, name = "", minutes, until] = /^([A-Za-z]*)([+-]\d+)(?:<(-?\d+))?$/.exec(text) as RegExpExecArray;
  return { name, offset: Number(minutes) * 60, until: until === undefined ? Number.POSITIVE_INFINITY : Number(until) };
}

function nameIn(zone: string, unixSeconds: number, offset: number): string {
  const rule = rulesOf(zone).find((one) => one.offset === offset && unixSeconds < one.until);
  return rule?.name || bareOffset(offset);
}

/** `+07`, `-0930` */
function bareOffset(offset: number): string {
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const hours = String(Math.trunc(minutes / 60)).padStart(2, "0");
  const rest = minutes % 60 === 0 ? "" : String(minutes % 60).padStart(2, "0");
  return (offset < 0 ? "-" : "+") + hours + rest;
}
