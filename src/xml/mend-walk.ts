import { isReferable, nameAt, showCharacter, skipBlanks } from "./chars.ts";
import type { XmlCode } from "./codes.ts";
import type { TextEdit } from "./edit.ts";
import { findBareValueEnd, findSmartValueEnd, findValueEnd, isSmartQuote } from "./mend-value.ts";
import type { XmlVersion } from "./node.ts";

/** One change that makes a file well-formed, with the mistake that it cures. */
export interface Mend extends TextEdit {
  readonly code: XmlCode;
  /** In the imperative: `write &amp; for the & before "y="`. */
  readonly title: string;
}

/** Walks over broken XML and gives the mends, in order; stops where it no longer knows what stands in the file. */
export function* walkBroken(text: string, version: XmlVersion): Generator<Mend> {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  const declaration = skipBlanks(text, at);
  if (declaration > at && text.startsWith("<?xml", declaration)) {
    yield mend("xml-declaration", at, declaration - at, "", "remove the blanks before the XML declaration");
    at = declaration;
  }
  while (at < text.length) {
    const next = text[at] === "<" ? yield* walkMarkup(text, at, version) : yield* walkText(text, at, version);
    if (next === undefined) return;
    at = next;
  }
}

function mend(code: XmlCode, offset: number, length: number, text: string, title: string): Mend {
  return { code, offset, length, text, title };
}

function* walkMarkup(text: string, at: number, version: XmlVersion): Generator<Mend, number | undefined> {
  if (text.startsWith("<!--", at)) return yield* walkComment(text, at);
  if (text.startsWith("<?", at)) return yield* walkInstruction(text, at);
  if (text.startsWith("<![CDATA[", at)) return endOf(text, "]]>", at + 9);
  if (text.startsWith("</", at)) return endOf(text, ">", at + 2);
  if (text.startsWith("<!", at)) return undefined;
  const name = nameAt(text, at + 1);
  if (name !== "") return yield* walkTag(text, at + 1 + name.length, version);
  yield mend("xml-raw-less-than", at, 1, "&lt;", "write &lt; for a < that begins no tag");
  return at + 1;
}

function endOf(text: string, end: string, from: number): number | undefined {
  const found = text.indexOf(end, from);
  return found < 0 ? undefined : found + end.length;
}

function* walkComment(text: string, at: number): Generator<Mend, number | undefined> {
  const end = text.indexOf("-->", at + 4);
  if (end < 0) return undefined;
  for (let hyphen = at + 4; hyphen < end; hyphen++) {
    if (text[hyphen] === "-" && text[hyphen + 1] === "-") {
      yield mend("xml-comment", hyphen + 1, 0, " ", "put a blank between two hyphens of a comment");
    }
  }
  return end + 3;
}

function* walkInstruction(text: string, at: number): Generator<Mend, number | undefined> {
  const end = text.indexOf("?>", at + 2);
  if (end < 0) return undefined;
  for (let quote = at; quote < end; quote++) {
    if (SMART.test(text[quote] as string)) {
      yield mend("xml-smart-quote", quote, 1, '"', `write a straight quote for ${text[quote]}`);
    }
  }
  return end + 2;
}

const SMART = /[\u2018-\u201f\u00ab\u00bb\u2039\u203a\uff02\uff07]/;

function* walkText(text: string, at: number, version: XmlVersion): Generator<Mend, number> {
  const found = text.indexOf("<", at);
  const end = found < 0 ? text.length : found;
  yield* walkCharacters(text, at, end, version);
  return end;
}

/** Raw ampersands and forbidden characters, in a text and in a value alike. */
function* walkCharacters(text: string, from: number, to: number, version: XmlVersion): Generator<Mend> {
  for (const match of text.slice(from, to).matchAll(TROUBLE)) {
    const index = from + match.index;
    if (match[0] === "&") {
      const problem = referenceProblem(text, index, version);
      if (problem) yield mend(problem, index, 1, "&amp;", `write &amp; for the & before ${shown(text, index + 1)}`);
    } else if (version === "1.1" || !/[\u007f-\u009f]/.test(match[0])) {
      const message = `remove the character ${showCharacter(text, index)}, which XML does not allow`;
      yield mend("xml-control-character", index, match[0].length, "", message);
    }
  }
}

const TROUBLE = /&|[^\t\n\r\u{20}-\u{7E}\u{85}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function shown(text: string, at: number): string {
  const piece = /^[\w.-]{0,20}[=;]?/.exec(text.slice(at, at + 24))?.[0];
  if (piece) return `"${piece}"`;
  return text[at] === " " ? "a blank" : showCharacter(text, at);
}

const REFERENCE = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(?:amp|lt|gt|quot|apos));/y;

function referenceProblem(text: string, at: number, version: XmlVersion): XmlCode | undefined {
  REFERENCE.lastIndex = at;
  const match = REFERENCE.exec(text);
  if (!match) {
    const name = nameAt(text, at + 1);
    if (name !== "" && text[at + 1 + name.length] === ";") return "xml-entity";
    return text[at + 1] === "#" ? "xml-reference" : "xml-raw-ampersand";
  }
  const code = match[1] ? Number.parseInt(match[1], 16) : match[2] ? Number.parseInt(match[2], 10) : 0x20;
  return isReferable(code, version) ? undefined : "xml-reference";
}

/** The attributes of a tag, from behind its name. */
function* walkTag(text: string, start: number, version: XmlVersion): Generator<Mend, number | undefined> {
  let at = start;
  for (;;) {
    at = skipBlanks(text, at);
    if (text[at] === ">") return at + 1;
    if (text.startsWith("/>", at)) return at + 2;
    const name = nameAt(text, at);
    if (name === "") {
      if (!isForbidden(text, at)) return undefined;
      yield mend("xml-control-character", at, 1, "", `remove the character ${showCharacter(text, at)} from a tag`);
      at++;
      continue;
    }
    const equals = skipBlanks(text, at + name.length);
    if (text[equals] !== "=") return undefined;
    const next = yield* walkValue(text, name, skipBlanks(text, equals + 1), version);
    if (next === undefined) return undefined;
    at = next;
  }
}

function isForbidden(text: string, at: number): boolean {
  const character = text.charAt(at);
  return character !== "&" && character.search(TROUBLE) === 0;
}

function* walkValue(
  text: string,
  name: string,
  open: number,
  version: XmlVersion,
): Generator<Mend, number | undefined> {
  const quote = text[open];
  if (quote === '"' || quote === "'") {
    const end = findValueEnd(text, open);
    if (!end) return undefined;
    yield* walkInside(text, name, open + 1, end.at, quote, version);
    if (end.blankMissing) yield mend("xml-raw-quote", end.at + 1, 0, " ", `put a blank behind the value of ${name}`);
    return end.at + 1;
  }
  if (isSmartQuote(quote)) {
    const end = findSmartValueEnd(text, open);
    if (end === undefined) return undefined;
    const straight = (at: number) =>
      mend("xml-smart-quote", at, 1, '"', `write a straight quote for ${text[at]} around ${name}`);
    yield straight(open);
    yield* walkInside(text, name, open + 1, end, '"', version);
    if (text[end] !== '"') yield straight(end);
    return end + 1;
  }
  const end = findBareValueEnd(text, open);
  if (end === open || /["'<=]/.test(text.slice(open, end))) return undefined;
  yield mend("xml-attribute", open, 0, '"', `put quotes round the value of ${name}`);
  yield* walkInside(text, name, open, end, '"', version);
  yield mend("xml-attribute", end, 0, '"', `close the quotes round the value of ${name}`);
  return end;
}

/** The inside of a value: quotes and `<` besides what {@link walkCharacters} mends. */
function* walkInside(
  text: string,
  name: string,
  from: number,
  to: number,
  quote: string,
  version: XmlVersion,
): Generator<Mend> {
  const reference = quote === '"' ? "&quot;" : "&apos;";
  let at = from;
  for (let index = from; index < to; index++) {
    const character = text[index];
    if (character !== quote && character !== "<") continue;
    yield* walkCharacters(text, at, index, version);
    at = index + 1;
    if (character === "<")
      yield mend("xml-raw-less-than", index, 1, "&lt;", `write &lt; for a < in the value of ${name}`);
    else yield mend("xml-raw-quote", index, 1, reference, `write ${reference} for a quote in the value of ${name}`);
  }
  yield* walkCharacters(text, at, to, version);
}
