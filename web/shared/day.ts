const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads a day as addresses and date fields have it, `2026-05-31`; `undefined` for whatever is none. */
export function readDay(value: unknown): string | undefined {
  return typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** When a day begins in the browser's zone (ms since 1970), or the day so many days after it. */
export function beginOf(day: string, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).getTime();
}
