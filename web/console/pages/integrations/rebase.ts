type Json = Readonly<Record<string, unknown>>;

/**
 * What somebody changed (`base` into `draft`), put onto what is stored by now: two people who change different things keep both.
 * Lists and texts are whole things; of the same thing the one who saves last has it.
 */
export function rebase<T extends object>(base: T, draft: T, stored: T): T {
  return merge(base as Json, draft as Json, stored as Json) as T;
}

function merge(base: Json, draft: Json, stored: Json): Json {
  const names = new Set([...Object.keys(draft), ...Object.keys(stored)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = mergeValue(base[name], draft[name], stored[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function mergeValue(base: unknown, draft: unknown, stored: unknown): unknown {
  if (isSame(base, draft)) return stored;
  if (isObject(draft) && isObject(stored)) return merge(isObject(base) ? base : {}, draft, stored);
  return draft;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return JSON.stringify(a) === JSON.stringify(b);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(a[name], b[name]));
}
