import { toBytes } from "./bytes.ts";
import { canBackquote, quote } from "./quote.ts";
import { pad, type Spec } from "./spec.ts";

/** A string under a verb of printf; `undefined` when the verb is not for strings. */
export function printText(value: string, verb: string, spec: Spec): string | undefined {
  switch (verb) {
    case "v":
      return spec.sharpV ? quoted(value, spec) : pad(cut(value, spec), spec);
    case "s":
      return pad(cut(value, spec), spec);
    case "x":
    case "X":
      return hexBytes(value, verb, spec);
    case "q":
      return quoted(value, spec);
    default:
      return undefined;
  }
}

/** A boolean under a verb of printf; `undefined` when the verb is not for booleans. */
export function printBool(value: boolean, verb: string, spec: Spec): string | undefined {
  return verb === "t" || verb === "v" ? pad(String(value), spec) : undefined;
}

function cut(value: string, { precision }: Spec): string {
  if (precision === undefined || value.length <= precision) return value;
  return [...value].slice(0, precision).join("");
}

function quoted(value: string, spec: Spec): string {
  const text = cut(value, spec);
  return pad(spec.sharp && canBackquote(text) ? `\`${text}\`` : quote(text, spec.plus), spec);
}

function hexBytes(value: string, verb: "x" | "X", spec: Spec): string {
  const all = toBytes(value);
  const bytes = spec.precision === undefined ? all : all.subarray(0, spec.precision);
  const prefix = spec.sharp && bytes.length > 0 ? `0${verb}` : "";
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  const digits = pairs.map((pair) => (verb === "X" ? pair.toUpperCase() : pair));
  return pad(prefix + digits.join(spec.space ? ` ${prefix}` : ""), spec);
}
