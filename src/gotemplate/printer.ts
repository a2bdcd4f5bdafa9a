import { compareStrings } from "./bytes.ts";
import { LimitExceeded, outputLimitExceeded } from "./limit-exceeded.ts";
import { printComplex, printFloatVerb } from "./print-float.ts";
import { printInteger } from "./print-integer.ts";
import { printBool, printText } from "./print-text.ts";
import { pad, type Spec } from "./spec.ts";
import { GoComplex, GoInt, type GoMap, toGoValue, typeName } from "./value.ts";

export interface PrintSetting {
  /** Whole numbers in lists and maps are ints. */
  readonly ints: boolean;
  readonly maxChars: number;
  readonly maxDepth: number;
}

/** Keys of a map in Go's printing and ranging order: by their bytes. */
export function sortedKeys(map: GoMap): string[] {
  return Object.keys(map).sort(compareStrings);
}

/** Any value under a verb of printf. A verb that does not fit is noted in the text, as Go does: `%!d(string=x)`. */
export function printAs(value: unknown, verb: string, spec: Spec, setting: PrintSetting): string {
  if ((spec.width ?? 0) > setting.maxChars || (spec.precision ?? 0) > setting.maxChars) {
    throw outputLimitExceeded(setting.maxChars);
  }
  if (value === undefined || value === null) {
    return verb === "v" || verb === "T" ? pad("<nil>", spec) : badVerb(value, verb, spec, setting, 0);
  }
  if (verb === "T") return printText(typeName(value), "s", spec) as string;
  return print(value, verb, spec, setting, 0);
}

function print(value: unknown, verb: string, spec: Spec, setting: PrintSetting, depth: number): string {
  // A nil inside a list or map is never padded, and right under every verb.
  if (value === null || value === undefined) return spec.sharpV ? "interface {}(nil)" : "<nil>";
  if (typeof value === "object" && !(value instanceof GoInt) && !(value instanceof GoComplex)) {
    // For `%w` Go asks values whether they are errors, and lists and maps as a whole are not.
    return verb === "w"
      ? badVerb(value, verb, spec, setting, depth)
      : collection(value, verb, spec, setting, depth + 1);
  }
  return printBasic(value, verb, spec) ?? badVerb(value, verb, spec, setting, depth);
}

function printBasic(value: unknown, verb: string, spec: Spec): string | undefined {
  switch (typeof value) {
    case "string":
      return printText(value, verb, spec);
    case "number":
      return printFloatVerb(value, verb, spec);
    case "boolean":
      return printBool(value, verb, spec);
    case "function":
      return verb === "v" || verb === "p" ? pad("0x0", spec) : undefined;
    default:
      return value instanceof GoInt ? printInteger(value, verb, spec) : printComplex(value as GoComplex, verb, spec);
  }
}

function badVerb(value: unknown, verb: string, spec: Spec, setting: PrintSetting, depth: number): string {
  if (value === undefined || value === null) return `%!${verb}(<nil>)`;
  return `%!${verb}(${typeName(value)}=${print(value, "v", spec, setting, depth)})`;
}

function collection(value: object, verb: string, spec: Spec, setting: PrintSetting, depth: number): string {
  if (depth > setting.maxDepth) {
    throw new LimitExceeded("limit-depth", `data nested more than ${setting.maxDepth} deep`);
  }
  // Go prints the address; ours is the same for all.
  if (verb === "p") return pad("0xc000000000", spec);
  const element = (one: unknown) => print(toGoValue(one, setting.ints), verb, spec, setting, depth);
  const isList = Array.isArray(value);
  let out = spec.sharpV ? `${typeName(value)}{` : isList ? "[" : "map[";
  let separator = "";
  const add = (text: string) => {
    out += separator + text;
    separator = spec.sharpV ? ", " : " ";
    if (out.length > setting.maxChars) throw outputLimitExceeded(setting.maxChars);
  };
  if (isList) for (const one of value) add(element(one));
  else for (const key of sortedKeys(value as GoMap)) add(`${element(key)}:${element((value as GoMap)[key])}`);
  return out + (spec.sharpV ? "}" : "]");
}
