/** What was said about something, with the time of the event that said it. */
export interface Said<T> {
  readonly at: number;
  readonly value: T;
}

/** The object with some members replaced; the same object when none of them differs. Members that are `undefined` stay as they are. */
export function withMembers<T extends object>(
  before: T,
  members: { readonly [Name in keyof T]?: T[Name] | undefined },
): T {
  const changed = Object.entries(members).filter(
    ([name, value]) => value !== undefined && value !== before[name as keyof T],
  );
  return changed.length === 0 ? before : { ...before, ...(Object.fromEntries(changed) as Partial<T>) };
}

/** The earlier of two words about the same thing; the smaller one where both are of one time. */
export function earliest<T extends string>(
  before: Said<T> | undefined,
  at: number,
  value: T | undefined,
): Said<T> | undefined {
  if (value === undefined) return before;
  const isBetter = !before || at < before.at || (at === before.at && value < before.value);
  return isBetter ? { at, value } : before;
}

/** The later of two words about the same thing; the greater one where both are of one time. */
export function latest<T extends string>(
  before: Said<T> | undefined,
  at: number,
  value: T | undefined,
): Said<T> | undefined {
  if (value === undefined) return before;
  const isBetter = !before || at > before.at || (at === before.at && value > before.value);
  return isBetter ? { at, value } : before;
}

export function least(before: number | undefined, value: number | undefined): number | undefined {
  return before === undefined || (value !== undefined && value < before) ? value : before;
}

export function greatest(before: number | undefined, value: number | undefined): number | undefined {
  return before === undefined || (value !== undefined && value > before) ? value : before;
}
