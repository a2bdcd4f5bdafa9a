import { type FloatVerb, formatFloat, SHORTEST } from "./float.ts";
import { pad, padBlank, type Spec } from "./spec.ts";
import type { GoComplex } from "./value.ts";

/** A float under a verb of printf; `undefined` when the verb is not for floats. */
export function printFloatVerb(value: number, verb: string, spec: Spec): string | undefined {
  switch (verb) {
    case "v":
      return number(value, "g", SHORTEST, spec);
    case "b":
    case "g":
    case "G":
    case "x":
    case "X":
      return number(value, verb, SHORTEST, spec);
    case "f":
    case "e":
    case "E":
      return number(value, verb, 6, spec);
    case "F":
      return number(value, "f", 6, spec);
    default:
      return undefined;
  }
}

/** A complex number under a verb of printf: `(1+2i)`, each part as a float of its own. */
export function printComplex(value: GoComplex, verb: string, spec: Spec): string | undefined {
  const real = printFloatVerb(value.$real, verb, spec);
  const imaginary = printFloatVerb(value.$imaginary, verb, { ...spec, plus: true });
  return real === undefined ? undefined : `(${real}${imaginary}i)`;
}

function number(value: number, verb: FloatVerb, usual: number, spec: Spec): string {
  const precision = spec.precision ?? usual;
  let digits = formatFloat(value, verb, precision);
  let sign = "";
  if (digits.startsWith("-") || digits.startsWith("+")) {
    sign = digits.charAt(0);
    digits = digits.slice(1);
  }
  if (!Number.isFinite(value)) return padBlank(infiniteSign(value, sign, spec) + digits, spec);
  if (sign !== "-") sign = spec.plus ? "+" : spec.space ? " " : "";
  if (spec.sharp && verb !== "b") digits = withPoint(digits, verb, precision);
  const missing = (spec.width ?? 0) - sign.length - digits.length;
  // Zeros go between sign and digits.
  if (sign !== "" && spec.zero && !spec.minus && missing > 0) return sign + "0".repeat(missing) + digits;
  return pad(sign + digits, spec);
}

function infiniteSign(value: number, sign: string, spec: Spec): string {
  if (sign === "-") return sign;
  if (spec.plus) return "+";
  if (spec.space) return " ";
  return Number.isNaN(value) ? "" : "+";
}

/** The sharp flag of a float: always a decimal point, and under g the zeros that make up the digits asked for. */
function withPoint(text: string, verb: FloatVerb, precision: number): string {
  const tailAt = text.search(verb === "x" || verb === "X" ? /[pP]/ : /[eE]/);
  const tail = tailAt < 0 ? "" : text.slice(tailAt);
  const number = tailAt < 0 ? text : text.slice(0, tailAt);
  const counted = verb === "g" || verb === "G" || verb === "x";
  const wanted = counted ? (precision === SHORTEST ? 6 : precision) : 0;
  const digits = number.replace(".", "");
  const significant = digits.replace(/^0+/, "").length;
  const missing = wanted - significant - (number === "0" ? 1 : 0);
  return number + (number.includes(".") ? "" : ".") + "0".repeat(Math.max(0, missing)) + tail;
}
