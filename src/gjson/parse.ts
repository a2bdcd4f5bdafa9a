import { AT, BACKSLASH, BANG, BRACE_OPEN, BRACKET_OPEN, DOT, PIPE, QUOTE, SPACE } from "./chars.ts";
import { bracketedLength, readElement, readKey, readMembers, splitAtPipe } from "./lex.ts";
import { parsePattern } from "./match.ts";
import { isModifier } from "./modifiers/names.ts";
import type { ElementReading, KeyReading, Member, Plan, Query, Subpath } from "./node.ts";
import { parseNumber } from "./number.ts";
import { quoteString } from "./strings.ts";
import type { MemberToken, QueryToken } from "./token.ts";
import { isValidJson } from "./valid.ts";

export function createSubpath(text: string): Subpath {
  return { text, plan: undefined, key: undefined, element: undefined };
}

/** The path as a whole: a modifier, a literal, a multipath, or a walk into the document. */
export function planOf(path: Subpath): Plan {
  path.plan ??= parsePlan(path);
  return path.plan;
}

/** The path's first component as the name of a member. */
export function keyOf(path: Subpath): KeyReading {
  path.key ??= parseKey(path.text);
  return path.key;
}

/** The path's first component as a step into an array. */
export function elementOf(path: Subpath): ElementReading {
  path.element ??= parseElement(path.text);
  return path.element;
}

function parsePlan(path: Subpath): Plan {
  const { text } = path;
  if (text.length > 1) {
    const first = text.charCodeAt(0);
    if (first === AT || first === BANG) {
      const plan = first === AT ? parseModifier(text) : parseLiteral(text);
      if (plan) return plan;
    } else if (first === BRACKET_OPEN || first === BRACE_OPEN) return parseMultipath(text);
  }
  return parseWalk(path);
}

function parseWalk(path: Subpath): Plan {
  if (path.text.startsWith("..")) return { kind: "lines", step: createSubpath(path.text.slice(2)) };
  return { kind: "walk", step: path };
}

/** The path behind a piece that is complete in itself; text that no separator introduces is ignored. */
function restOf(text: string): Subpath | undefined {
  const code = text.charCodeAt(0);
  return code === DOT || code === PIPE ? createSubpath(text.slice(1)) : undefined;
}

/** `@name`, `@name:argument`; the argument is JSON, or anything up to a pipe. */
function parseModifier(text: string): Plan | undefined {
  const name = modifierName(text);
  if (!isModifier(name)) return undefined;
  const after = text.slice(1 + name.length);
  if (!after.startsWith(":")) return { kind: "modifier", name, argument: "", rest: restOf(after) };
  const tail = after.slice(1);
  const length = argumentLength(tail);
  return { kind: "modifier", name, argument: tail.slice(0, length), rest: restOf(tail.slice(length)) };
}

function modifierName(text: string): string {
  const end = text.slice(1).search(/[.|:]/);
  return end < 0 ? text.slice(1) : text.slice(1, end + 1);
}

function argumentLength(text: string): number {
  if (/^[{["]/.test(text)) return bracketedLength(text, true);
  let i = 0;
  for (; i < text.length && text.charCodeAt(i) !== PIPE; i++) {
    if (/[{["(]/.test(text.charAt(i))) i += bracketedLength(text.slice(i), true) - 1;
  }
  return Math.min(i, text.length);
}

/** `!` and a JSON value. A string or a number takes everything up to the end of the path. */
function parseLiteral(text: string): Plan | undefined {
  const tail = text.slice(1);
  if (/^[{["+\-0-9]/.test(tail)) {
    const length = bracketedLength(tail, false);
    return { kind: "literal", raw: tail.slice(0, length), rest: restOf(tail.slice(length)) };
  }
  const end = tail.search(/[.|]/);
  const word = end < 0 ? tail : tail.slice(0, end);
  if (!/^(?:true|false|null|nan|inf)$/i.test(word)) return undefined;
  return { kind: "literal", raw: word, rest: restOf(tail.slice(word.length)) };
}

function parseMultipath(text: string): Plan {
  const read = readMembers(text);
  // Without its closing bracket nothing of the path is left; with other text behind it, only that text.
  if (!read) return parseWalk(createSubpath(""));
  const after = text.slice(read.end);
  if (after !== "" && restOf(after) === undefined) return parseWalk(createSubpath(after));
  const shape = text.startsWith("{") ? "object" : "array";
  const members = read.members.map(
    (token): Member => ({ key: shape === "object" ? memberKey(token) : "", path: createSubpath(token.path) }),
  );
  return { kind: "multipath", shape, members, rest: restOf(after) };
}

function memberKey({ key, path }: MemberToken): string {
  if (key !== "") return key.charCodeAt(0) === QUOTE && isValidJson(key, 0, key.length) ? key : quoteString(key);
  const last = lastComponent(path);
  return quoteString(isSimpleName(last) ? last : "_");
}

function lastComponent(path: string): string {
  for (let i = path.length - 1; i >= 0; i--) {
    const code = path.charCodeAt(i);
    if ((code === DOT || code === PIPE) && path.charCodeAt(i - 1) !== BACKSLASH) return path.slice(i + 1);
  }
  return path;
}

function isSimpleName(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) < SPACE || "[]{}()#|!".includes(name.charAt(i))) return false;
  }
  return true;
}

function parseKey(text: string): KeyReading {
  const token = readKey(text);
  const after = text.slice(token.next);
  const isPlain = !token.wild && !/["\\]/.test(token.name);
  return {
    name: token.name,
    codes: isPlain ? codesOf(token.name) : undefined,
    pattern: token.wild ? parsePattern(token.name) : undefined,
    ...followers(token.separator, after),
  };
}

function codesOf(name: string): Uint16Array {
  const codes = new Uint16Array(name.length);
  for (let i = 0; i < name.length; i++) codes[i] = name.charCodeAt(i);
  return codes;
}

/** A dot before a modifier or a multipath acts as a pipe. */
function followers(separator: "end" | "dot" | "pipe", after: string): Pick<KeyReading, "next" | "pipe"> {
  if (separator === "end") return { next: undefined, pipe: undefined };
  const path = createSubpath(after);
  if (separator === "pipe" || startsPipe(after)) return { next: undefined, pipe: path };
  return { next: path, pipe: undefined };
}

function startsPipe(after: string): boolean {
  const code = after.charCodeAt(0);
  if (code === AT) return isModifier(modifierName(after));
  return code === BRACKET_OPEN || code === BRACE_OPEN;
}

function parseElement(text: string): ElementReading {
  const token = readElement(text);
  const after = text.slice(token.next);
  const pipe = token.separator === "pipe" ? createSubpath(after) : undefined;
  switch (token.kind) {
    case "index":
      return { kind: "index", index: token.index, ...followers(token.separator, after) };
    case "count":
    case "nothing":
      return { kind: token.kind, pipe };
    case "each": {
      const split = splitAtPipe(after);
      return { kind: "each", next: createSubpath(split?.left ?? after), pipe: split && createSubpath(split.right) };
    }
    case "query": {
      const query = toQuery(token.query as QueryToken);
      if (token.separator !== "dot") return { kind: "query", query, next: undefined, pipe, pipeOnMatch: false };
      const split = splitAtPipe(after);
      return {
        kind: "query",
        query,
        next: createSubpath(split?.left ?? after),
        pipe: split && createSubpath(split.right),
        pipeOnMatch: true,
      };
    }
  }
}

function toQuery({ path, operator, value, all }: QueryToken): Query {
  return {
    path: createSubpath(path),
    operator,
    value,
    number: parseNumber(value),
    pattern: parsePattern(value),
    all,
  };
}
