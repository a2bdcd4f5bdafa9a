/** Numbers of these lengths are extensions where nobody says otherwise. */
const USUAL_EXTENSION = /^\d{2,6}$/;

/** Characters of a dial pattern as Asterisk and its relatives write it. */
const PATTERN_SIGNS: Readonly<Record<string, string>> = { X: "[0-9]", Z: "[1-9]", N: "[2-9]" };

/** What is longer is no number with a name; to look for one in it would take long. */
const MAX_TEXT = 1000;

const CHANNEL = /^(?:SIP|PJSIP|IAX2|DAHDI|SCCP|Local|sofia|user|verto)\//i;

/**
 * The number in what a PBX writes for one: `"Name" <2001>`, `sip:2001@pbx`, `tel:`, `client:2001`, `PJSIP/2001-0000002a`,
 * `sofia/internal/2001@pbx`, `Ext.2001`. A text in none of these shapes stays as it is.
 */
export function toNumberText(raw: string): string {
  let text = raw.slice(0, MAX_TEXT).trim();
  const bracketed = /<([^<>]*)>\s*$/.exec(text);
  if (bracketed) text = (bracketed[1] as string).trim();
  text = text.replace(/^(?:sips?|tel|client|user):/i, "");
  if (CHANNEL.test(text)) text = text.slice(text.lastIndexOf("/") + 1).replace(/-[0-9a-f]{6,}(?:;\d)?$/i, "");
  const end = text.search(/[@;]/);
  if (end > 0) text = text.slice(0, end);
  return text.replace(/^ext\.?\s*(?=\d)/i, "").trim();
}

/** The name before a number, `"Name" <2001>`; a text without a number in brackets is a name already. */
export function toNameText(raw: string): string {
  const text = raw.slice(0, MAX_TEXT).trim();
  const [, name] = /^(.*?)\s*<[^<>]*>$/s.exec(text) ?? [undefined, text];
  return (name as string).replace(/^"(.*)"$/s, "$1").trim();
}

/** Tells which numbers are extensions. */
export type ExtensionTest = (number: string) => boolean;

/**
 * Reads extension patterns: a number, a span (`1000-1999`), or a dial pattern (`2XX`, X = 0-9, Z = 1-9, N = 2-9, `[1-5]`, `.` = anything
 * more). No pattern at all = any number of two to six digits. Gives `undefined` instead of a test for a pattern that is none.
 */
export function readExtensionPatterns(patterns: readonly string[]): ExtensionTest | undefined {
  if (patterns.length === 0) return (number) => USUAL_EXTENSION.test(number);
  const tests = patterns.map(toTest);
  if (tests.includes(undefined)) return undefined;
  return (number) => tests.some((test) => test?.(number));
}

function toTest(pattern: string): ExtensionTest | undefined {
  const text = pattern.trim().replace(/^_/, "");
  const span = /^(\d+)\s*-\s*(\d+)$/.exec(text);
  if (span) {
    const [, from, to] = span as unknown as [string, string, string];
    return (number) =>
      /^\d+$/.test(number) &&
      number.length === from.length &&
      Number(number) >= Number(from) &&
      Number(number) <= Number(to);
  }
  if (!/^(?:[\dA-Za-z*#]|\[[\d-]+\])+\.?$/.test(text)) return undefined;
  const source = text.replace(
    /\[[\d-]+\]|[XZN*.]/g,
    (sign) => PATTERN_SIGNS[sign] ?? (sign === "." ? ".+" : sign === "*" ? "\\*" : sign),
  );
  try {
    const regex = new RegExp(`^${source}$`);
    return (number) => regex.test(number);
  } catch {
    return undefined; // A span in brackets that runs backwards.
  }
}
