import { createLineIndex } from "./span.ts";

/** Where a text stops being JSON, and what would have to stand there. */
interface JsonFault {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[\t\n\r ]*/y;
const PLAIN = /[^"\\\0-\x1f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/**
 * Finds the first fault of a JSON text (RFC 8259), undefined when it has none. `JSON.parse` names no place for many faults,
 * and repeats a part of the text, which may hold secrets.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ("}" | "]")[] = [];
  let wanted: "value" | "value or ]" | "name" | "name or }" | ":" | "more" = "value";
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const takeText = (): boolean => {
    const from = at;
    at++;
    // Piece by piece: one pattern for the whole would run out of stack on a long text.
    do take(PLAIN);
    while (take(ESCAPE));
    const closed = text[at] === '"';
    at = closed ? at + 1 : from;
    return closed;
  };
  for (;;) {
    take(SPACE);
    const closer = open.at(-1);
    const char = text.slice(at, at + 2).match(/./su)?.[0];
    if (wanted === "more" && closer === undefined) {
      return at === text.length ? undefined : { offset: at, message: `expected nothing more, found ${show(char)}` };
    }
    if (char === closer && char !== undefined && (wanted === "more" || wanted.endsWith(char))) {
      open.pop();
      at++;
      wanted = "more";
    } else if (wanted === "more" && char === ",") {
      at++;
      wanted = closer === "}" ? "name" : "value";
    } else if (wanted === ":" && char === ":") {
      at++;
      wanted = "value";
    } else if (wanted.startsWith("name") && char === '"' && takeText()) wanted = ":";
    else if (wanted.startsWith("value") && (char === "{" || char === "[")) {
      at++;
      open.push(char === "{" ? "}" : "]");
      wanted = char === "{" ? "name or }" : "value or ]";
    } else if (wanted.startsWith("value") && (char === '"' ? takeText() : take(SCALAR))) wanted = "more";
    else {
      const expected = wanted === "more" ? `, or ${closer}` : wanted.startsWith("value") ? `a ${wanted}` : wanted;
      return { offset: at, message: describeFault(expected, char) };
    }
  }
}

function describeFault(expected: string, char: string | undefined): string {
  if (char !== '"') return `expected ${expected.replace("name", "a name in double quotes")}, found ${show(char)}`;
  if (/value|name/.test(expected)) return "the text that begins here is not closed or holds a character to be escaped";
  return `expected ${expected}, found "`;
}

function show(char: string | undefined): string {
  if (char === undefined) return "the end";
  return /[\0- \x7f]/.test(char) ? `character ${char.charCodeAt(0)}` : char;
}

/** The first fault of a JSON text as one line, `file:line:column: …`, undefined when it has none. `file` is what the text is called. */
export function describeJsonFault(text: string, file: string): string | undefined {
  const fault = findJsonFault(text);
  if (!fault) return undefined;
  const { line, column } = createLineIndex(text).spanAt(fault.offset);
  return `${file}:${line}:${column}: not JSON: ${fault.message}`;
}
