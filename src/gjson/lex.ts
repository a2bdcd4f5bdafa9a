import {
  AT,
  BACKSLASH,
  BANG,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  DOT,
  EQUAL,
  GREATER,
  HASH,
  LESS,
  PAREN_CLOSE,
  PAREN_OPEN,
  PERCENT,
  PIPE,
  QUESTION,
  QUOTE,
  STAR,
  trimControl,
} from "./chars.ts";
import { unescapeInner } from "./strings.ts";
import type { ElementToken, KeyToken, MemberToken, QueryOperator, QueryToken, Separator } from "./token.ts";

/** `name`, up to an unescaped dot or pipe. */
export function readKey(path: string): KeyToken {
  let name = "";
  let wild = false;
  let copied = 0;
  let i = 0;
  for (; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === DOT || code === PIPE) break;
    if (code === STAR || code === QUESTION) wild = true;
    else if (code === BACKSLASH) {
      name += path.slice(copied, i);
      copied = ++i;
    }
  }
  name += path.slice(copied, i);
  return { name, wild, ...separatorAt(path, i) };
}

/** `index`, `#`, `#.` or `#(query)` with an optional `#`, up to a dot or pipe. */
export function readElement(path: string): ElementToken {
  let i = 0;
  let query: QueryToken | undefined;
  if (path.charCodeAt(0) === HASH && isQueryBracket(path.charCodeAt(1))) {
    const read = readQuery(path);
    // A query without its end takes the whole path and asks for nothing but a value.
    query = read?.query ?? { path: "", operator: "", rawValue: "", value: "", all: false };
    i = read?.end ?? path.length;
  }
  let hashed = query !== undefined;
  for (; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === DOT || code === PIPE) break;
    if (code === HASH) hashed = true;
  }
  const part = path.slice(0, i);
  const after = separatorAt(path, i);
  if (query) return { kind: "query", index: -1, query, ...after };
  if (part === "#") return { kind: after.separator === "dot" ? "each" : "count", index: -1, query, ...after };
  if (hashed) return { kind: "nothing", index: -1, query, ...after };
  return { kind: "index", index: readIndex(part), query, ...after };
}

function separatorAt(path: string, i: number): { separator: Separator; next: number } {
  if (i >= path.length) return { separator: "end", next: path.length };
  return { separator: path.charCodeAt(i) === DOT ? "dot" : "pipe", next: i + 1 };
}

/** The index wraps around at 64 bits, as in GJSON. */
function readIndex(part: string): number {
  return /^\d+$/.test(part) ? Number(BigInt.asIntN(64, BigInt(part))) : -1;
}

function isQueryBracket(code: number): boolean {
  return code === PAREN_OPEN || code === BRACKET_OPEN;
}

/** `#(path operator value)`; `#[…]` is its older spelling. `undefined` when the bracket is not closed. */
export function readQuery(path: string): { query: QueryToken; end: number } | undefined {
  let operatorAt = 0;
  let quotedEscape = false;
  let depth = 1;
  let i = 2;
  for (; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (depth === 1 && operatorAt === 0 && isOperatorStart(code)) operatorAt = i;
    else if (code === BACKSLASH) i++;
    else if (isQueryBracket(code)) depth++;
    else if (code === PAREN_CLOSE || code === BRACKET_CLOSE) {
      if (--depth === 0) break;
    } else if (code === QUOTE) {
      const close = closeQuote(path, i + 1);
      quotedEscape ||= path.slice(i, close).includes("\\");
      i = close;
    }
  }
  if (depth > 0) return undefined;
  const all = path.charCodeAt(i + 1) === HASH;
  const end = i + 1;
  if (operatorAt === 0) {
    return { query: { path: trimControl(path.slice(2, i)), operator: "", rawValue: "", value: "", all }, end };
  }
  const { operator, rest } = splitOperator(trimControl(path.slice(operatorAt, i)));
  const rawValue = trimControl(rest);
  const quoted = rawValue.length >= 2 && rawValue.startsWith('"') && rawValue.endsWith('"');
  const inner = quoted ? rawValue.slice(1, -1) : rawValue;
  const value = quoted && quotedEscape ? unescapeInner(inner) : inner;
  return { query: { path: trimControl(path.slice(2, operatorAt)), operator, rawValue, value, all }, end };
}

function isOperatorStart(code: number): boolean {
  return code === BANG || code === EQUAL || code === LESS || code === GREATER || code === PERCENT;
}

const OPERATORS: readonly (readonly [written: string, operator: QueryOperator])[] = [
  ["!=", "!="],
  ["!%", "!%"],
  ["<=", "<="],
  [">=", ">="],
  ["==", "="],
  ["<", "<"],
  [">", ">"],
  ["=", "="],
  ["%", "%"],
];

function splitOperator(text: string): { operator: QueryOperator; rest: string } {
  if (text === "!") return { operator: "!", rest: "" };
  const found = OPERATORS.find(([written]) => text.startsWith(written));
  // A `!` before anything else belongs to the value, and the query asks for existence only.
  if (!found) return { operator: "", rest: text };
  return { operator: found[1], rest: text.slice(found[0].length) };
}

/** From inside a quoted piece of a path to its closing quote, or the end of the path. */
function closeQuote(path: string, from: number): number {
  for (let i = from; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return path.length;
}

/**
 * The length of the bracketed piece that a text begins with, round brackets counted too. The first character counts as an
 * opening bracket whatever it is, except that a quoted text ends at its closing quote when `quoted` is set.
 */
export function bracketedLength(text: string, quoted: boolean): number {
  if (quoted && text.charCodeAt(0) === QUOTE) return Math.min(closeQuote(text, 1) + 1, text.length);
  let depth = 1;
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = closeQuote(text, i + 1);
    else if (isOpening(code)) depth++;
    else if (isClosing(code) && --depth === 0) return i + 1;
  }
  return text.length;
}

function isOpening(code: number): boolean {
  return code === BRACKET_OPEN || code === PAREN_OPEN || code === BRACE_OPEN;
}

function isClosing(code: number): boolean {
  return code === BRACKET_CLOSE || code === PAREN_CLOSE || code === BRACE_CLOSE;
}

/** `{path,"key":path}` or `[path,path]`. `undefined` when the bracket is not closed. */
export function readMembers(path: string): { members: MemberToken[]; end: number } | undefined {
  const members: MemberToken[] = [];
  let depth = 1;
  let start = 1;
  let colon = 0;
  // A colon behind a modifier begins the modifier's argument.
  let afterModifier = false;
  const push = (end: number) => {
    const at = colon === 0 ? start : colon + 1;
    members.push({ key: colon === 0 ? "" : path.slice(start, colon), path: path.slice(at, end), at });
    start = end + 1;
    colon = 0;
    afterModifier = false;
  };
  for (let i = 1; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === AT) afterModifier ||= path.charCodeAt(i - 1) === DOT || path.charCodeAt(i - 1) === PIPE;
    else if (code === COLON) {
      if (!afterModifier && colon === 0 && depth === 1) colon = i;
    } else if (code === COMMA) {
      if (depth === 1) push(i);
    } else if (code === QUOTE) i = closeQuote(path, i + 1);
    else if (isOpening(code)) depth++;
    else if (isClosing(code) && --depth === 0) {
      push(i);
      return { members, end: i + 1 };
    }
  }
  return undefined;
}

/**
 * Splits what follows `#.` or a query at its pipe: the left side is asked of each element, the right side of the array of answers.
 * `undefined` when there is no such pipe.
 */
export function splitAtPipe(path: string): { left: string; right: string } | undefined {
  if (!path.includes("|")) return undefined;
  if (path.charCodeAt(0) === BRACE_OPEN) {
    // The bracket after the brace is measured by the character that follows it, so a quoted first key hides the pipe.
    const end = bracketedLength(path.slice(1), true) + 1;
    if (path.charCodeAt(end) !== PIPE) return undefined;
    return { left: path.slice(0, end), right: path.slice(end + 1) };
  }
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === PIPE) return { left: path.slice(0, i), right: path.slice(i + 1) };
    else if (code === DOT) {
      if (i === path.length - 1) return undefined;
      if (path.charCodeAt(i + 1) === HASH) {
        i += 2;
        if (i >= path.length) return undefined;
        if (isQueryBracket(path.charCodeAt(i))) i = closeSelector(path, i);
      }
    }
  }
  return undefined;
}

function closeSelector(path: string, from: number): number {
  const open = path.charCodeAt(from);
  const close = open === PAREN_OPEN ? PAREN_CLOSE : BRACKET_CLOSE;
  let depth = 1;
  for (let i = from + 1; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === open) depth++;
    else if (code === close) {
      if (--depth === 0) return i;
    } else if (code === QUOTE) i = closeQuote(path, i + 1);
  }
  return path.length;
}
