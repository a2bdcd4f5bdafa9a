/** A value as an answer whose schema lets members grow: the same value, with room in its type for what it may gain. */
export type Loose<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? Loose<Item>[]
    : T extends object
      ? { -readonly [Name in keyof T]: Loose<T[Name]> } & { [name: string]: unknown }
      : T;

export function loose<T>(value: T): Loose<T> {
  return value as Loose<T>;
}
