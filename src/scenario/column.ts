import { type CompiledPath, compilePath, type Result } from "../gjson/index.ts";

/** What an output's path finds in one answer: one value for all rows, a value per row, or nothing. */
export type Column =
  | { readonly kind: "none" }
  | { readonly kind: "single"; readonly value: string }
  | { readonly kind: "rows"; readonly values: readonly string[] };

/** An output's path, ready to be read many times. */
export interface ColumnReader {
  read(json: string): Column;
}

/**
 * Reads a path as a column. `#.` fans out over a list and gives a value per element; elements that lack the value give an empty one,
 * where GJSON leaves them out, since columns are put side by side by index and must not slip. Any other path gives a single value;
 * an object or list in a cell is its JSON text.
 */
export function compileColumn(path: string): ColumnReader {
  const fan = splitFan(path);
  if (!fan) {
    const whole = compilePath(path);
    return { read: (json) => toColumn(whole.get(json)) };
  }
  const list = fan.list === "" ? undefined : compilePath(fan.list);
  const rest = fan.rest === undefined ? undefined : compilePath(fan.rest);
  return { read: (json) => readFan(json, list, rest) };
}

function toColumn(result: Result): Column {
  return result.exists ? { kind: "single", value: result.text } : { kind: "none" };
}

function readFan(json: string, list: CompiledPath | undefined, rest: CompiledPath | undefined): Column {
  const found = (list ?? WHOLE).get(json);
  if (!found.exists || found.raw[0] !== "[") return { kind: "none" };
  const values = found.values().map((element) => (rest ? rest.get(element.raw).text : element.text));
  return { kind: "rows", values };
}

const WHOLE = compilePath("@this");

/**
 * Splits `list.#.rest` or `list.#(query)#.rest` at its first fan. `rest` is absent when the list's elements themselves are meant.
 * A pipe behind the fan works on the list as a whole, so such a path fans out only over what it gives at its end.
 */
function splitFan(path: string): { list: string; rest: string | undefined } | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < path.length; at++) {
    const character = path[at] as string;
    if (character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && character === "#") {
      const ending = path[at - 1] === ")";
      const alone = at === 0 || path[at - 1] === "." || path[at - 1] === "|";
      if (!ending && !alone) continue;
      const after = path.slice(at + 1);
      if (after.startsWith(".")) {
        if (hasPipe(after)) return hasFanAtEnd(after) ? { list: path, rest: undefined } : undefined;
        return { list: ending ? path.slice(0, at + 1) : path.slice(0, Math.max(0, at - 1)), rest: after.slice(1) };
      }
      if (after === "" && ending) return { list: path, rest: undefined };
    }
  }
  return undefined;
}

function hasPipe(path: string): boolean {
  return path.replace(/"(?:[^"\\]|\\.)*"/g, "").includes("|");
}

// `#.ids|@flatten` is still a list of rows, `#.id|0` is one of them.
function hasFanAtEnd(path: string): boolean {
  return /(\|@\w+(:[^|]*)?|\|#\.[^|]*)$/.test(path);
}
