/** A goal of the project, and what was found. */
export interface Goal {
  readonly name: string;
  /** What was measured, in the unit that the name tells. */
  readonly value: number;
  readonly wanted: number;
  readonly met: boolean;
}

/** What one part of the bench found. Figures by name; the name tells the unit. */
export interface Part {
  readonly name: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: readonly Goal[];
  /** How it was measured, for people. */
  readonly notes: readonly string[];
}

/** How much time the bench may take. */
export interface Pace {
  /** Multiplies how long and how much: 1 = the whole bench. */
  readonly scale: number;
  /** How many rounds are taken of what is compared; the middle one counts. */
  readonly rounds: number;
  /** To how many calls the store is filled at most. */
  readonly maxCalls: number;
}

export function atLeast(name: string, value: number, wanted: number): Goal {
  return { name, value: round(value), wanted, met: value >= wanted };
}

export function atMost(name: string, value: number, wanted: number): Goal {
  return { name, value: round(value), wanted, met: value <= wanted };
}

/** The value below which this share (0 to 1) of the values lies; 0 without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** To three digits that mean something. */
export function round(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Number(value.toPrecision(Math.max(3, integerDigits(value))));
}

const integerDigits = (value: number): number => Math.min(15, Math.floor(Math.log10(Math.abs(value))) + 1);
