import type { Secret } from "../../base/index.ts";

/** Where a value of the configuration is really kept. */
type Elsewhere = { readonly env: string } | { readonly file: string };

/**
 * Settings of a connection with every `{ env: NAME }` and `{ file: "path" }` in them, however deep, replaced by what it stands for. `fetch`
 * gives `undefined`, having told why, where that cannot be read.
 */
export function fillSettings(
  settings: Readonly<Record<string, unknown>>,
  path: string,
  fetch: (source: Elsewhere, path: string) => Secret | undefined,
): Record<string, unknown> {
  const fill = (value: unknown, place: string): unknown => {
    if (Array.isArray(value)) return value.map((one, at) => fill(one, `${place}[${at}]`));
    if (typeof value !== "object" || value === null) return value;
    if (isElsewhere(value)) return fetch(value, place)?.reveal();
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, `${place}.${name}`)]));
  };
  return fill(settings, path) as Record<string, unknown>;
}

/** The reverse: settings with their secrets standing as `{ env: NAME }`, under the names that `nameOf` gives. */
export function emptySettings(
  settings: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
  nameOf: (path: string) => string,
): Record<string, unknown> {
  const whole = structuredClone(settings) as Record<string, unknown>;
  for (const path of secrets) {
    const names = path.split(".");
    const last = names.pop() as string;
    let place = whole;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place[last] = { env: nameOf(path) };
  }
  return whole;
}

function isElsewhere(value: object): value is Elsewhere {
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && (name === "env" || name === "file") && typeof Object.values(value)[0] === "string";
}
