/** The value of an extension that was understood, or a sentence that says what is wrong and what to write. */
export type ValueReading<T> = { readonly value: T } | { readonly problem: string };

/** Statuses from `from` to `to`, both included. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** A GJSON path over the answer, alone or compared with a text. */
export interface SuccessRule {
  readonly path: string;
  /** Without it the rule holds when the path finds something other than `false`, `null` and the empty text. */
  readonly comparison?: { readonly operator: "==" | "!="; readonly value: string };
}

export const SEARCH_SPELLINGS = ["e164", "digits", "national", "received"] as const;
export type SearchSpelling = (typeof SEARCH_SPELLINGS)[number];

/** `200, 2xx, 400-404`. */
export function parseStatuses(text: string): ValueReading<readonly StatusRange[]> {
  const ranges: StatusRange[] = [];
  for (const part of listOf(text)) {
    const match = /^([1-5])xx$|^([1-5]\d\d)(?:-([1-5]\d\d))?$/i.exec(part);
    if (!match) return { problem: `"${part}" is no HTTP status; write for example 200, 2xx or 400-404` };
    const hundred = Number(match[1]) * 100;
    const from = match[1] ? hundred : Number(match[2]);
    ranges.push({ from, to: match[1] ? hundred + 99 : Number(match[3] ?? match[2]) });
  }
  return ranges.length > 0 ? { value: ranges } : { problem: "no HTTP status is given; write for example 200 or 2xx" };
}

/** `ok`, `status==done`, `error.code!=7`: the operator counts outside brackets and quotes, since a path may hold it inside. */
export function parseSuccessRule(text: string): ValueReading<SuccessRule> {
  const trimmed = text.trim();
  if (trimmed === "") return { problem: "the rule is empty; write a GJSON path, path==value or path!=value" };
  const at = findOperator(trimmed);
  if (at < 0) return { value: { path: trimmed } };
  const path = trimmed.slice(0, at).trim();
  if (path === "") return { problem: "a GJSON path must stand before == or !=" };
  const operator = trimmed.startsWith("==", at) ? "==" : "!=";
  const value = trimmed
    .slice(at + 2)
    .trim()
    .replace(/^"(.*)"$/s, "$1");
  return { value: { path, comparison: { operator, value } } };
}

function findOperator(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && (text.startsWith("==", at) || text.startsWith("!=", at))) return at;
  }
  return -1;
}

export function parseCount(text: string, least: number, most: number): ValueReading<number> {
  const count = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return { value: count };
  return { problem: `"${text}" is no whole number from ${least} to ${most}` };
}

export function parseOneOf<T extends string>(text: string, choices: readonly T[]): ValueReading<T> {
  const wanted = text.trim().toLowerCase();
  const value = choices.find((choice) => choice.toLowerCase() === wanted);
  return value === undefined ? { problem: `"${text}" is none of ${choices.join(", ")}` } : { value };
}

export function parseSpellings(text: string): ValueReading<readonly SearchSpelling[]> {
  const spellings: SearchSpelling[] = [];
  for (const part of listOf(text)) {
    const reading = parseOneOf(part, SEARCH_SPELLINGS);
    if ("problem" in reading) return reading;
    if (!spellings.includes(reading.value)) spellings.push(reading.value);
  }
  if (spellings.length > 0) return { value: spellings };
  return { problem: `no spelling is given; write some of ${SEARCH_SPELLINGS.join(", ")}` };
}

/** The name of an HTTP header (a token of RFC 9110); empty switches the header off. */
export function parseHeaderName(text: string): ValueReading<string> {
  const name = text.trim();
  if (name === "" || /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return { value: name };
  return { problem: `"${text}" is no name of an HTTP header` };
}

export function parseText(text: string): ValueReading<string> {
  return text.trim() === "" ? { problem: "the value is empty" } : { value: text.trim() };
}

/** Texts separated by `|`. */
export function parseTexts(text: string): ValueReading<readonly string[]> {
  const texts = text
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return texts.length > 0
    ? { value: texts }
    : { problem: "no text is given; write one, or several with | between them" };
}

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== "");
}
