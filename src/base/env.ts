/** What the outside world gives to code that would otherwise reach for globals. The composition root supplies the real ones. */
export interface Env {
  /** Milliseconds since 1970, this machine's clock. */
  now(): number;
  /** A new unique id, sortable by time of creation. */
  newId(): string;
  /** Uniform in [0, 1). */
  random(): number;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
