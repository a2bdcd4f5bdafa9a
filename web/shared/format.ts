import { useTranslation } from "react-i18next";

/** Which spelling of dates and numbers a language takes: the browser's own where it is of that language. */
export function toLocale(language: string, wanted: readonly string[]): string {
  const own = wanted.find((one) => one.startsWith(`${language}-`) && isLocale(one));
  return own ?? (language === "th" ? "th-TH" : "en-GB");
}

// Some browsers name what the system calls itself, such as en-US@posix, which is no locale.
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** How dates, times and numbers are written for one locale. Moments are milliseconds since 1970. */
export interface Format {
  readonly locale: string;
  number(value: number): string;
  /** `14:05:09`; with the day before it when that is not today. */
  time(at: number, now?: number): string;
  /** Day, time and zone in full. */
  moment(at: number): string;
  day(at: number): string;
  /** `3:07`, `1:02:03`. */
  duration(seconds: number): string;
  bytes(count: number): string;
  /** `a, b and c`. */
  list(parts: readonly string[]): string;
}

const kept = new Map<string, Format>();

/** Formats for a locale; `zone` is an IANA name, absent = the browser's. */
export function createFormat(locale: string, zone?: string): Format {
  const key = `${locale} ${zone ?? ""}`;
  const known = kept.get(key);
  if (known) return known;
  const at = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, ...(zone !== undefined && { timeZone: zone }) });
  const time = at({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const near = at({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const far = at({ dateStyle: "medium" });
  const full = at({ dateStyle: "full", timeStyle: "long" });
  const day = at({ day: "numeric", month: "short", year: "numeric" });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale);
  const format: Format = {
    locale,
    list: (parts) => list.format(parts),
    number: (value) => number.format(value),
    time(moment, now = Date.now()) {
      if (far.format(moment) === far.format(now)) return time.format(moment);
      return Math.abs(now - moment) < 300 * 24 * 3600_000 ? near.format(moment) : far.format(moment);
    },
    moment: (moment) => full.format(moment),
    day: (moment) => day.format(moment),
    duration(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
      const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
      return [String(first), ...rest.map((part) => String(part).padStart(2, "0"))].join(":");
    },
    bytes(count) {
      if (count < 1024) return `${number.format(count)} B`;
      const [size, unit] = count < 1024 * 1024 ? [count / 1024, "kB"] : [count / 1024 / 1024, "MB"];
      return `${number.format(Math.round(size * 10) / 10)} ${unit}`;
    },
  };
  kept.set(key, format);
  return format;
}

/** Formats for the page's language. */
export function useFormat(zone?: string): Format {
  const { i18n } = useTranslation();
  return createFormat(toLocale(i18n.language, navigator.languages), zone);
}
