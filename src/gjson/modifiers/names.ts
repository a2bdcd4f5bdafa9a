/** The modifiers of GJSON 1.18. */
export const MODIFIER_NAMES = [
  "this",
  "valid",
  "ugly",
  "pretty",
  "reverse",
  "flatten",
  "join",
  "keys",
  "values",
  "tostr",
  "fromstr",
  "group",
  "dig",
] as const;

export type ModifierName = (typeof MODIFIER_NAMES)[number];

const NAMES: ReadonlySet<string> = new Set(MODIFIER_NAMES);

export function isModifier(name: string): name is ModifierName {
  return NAMES.has(name);
}
