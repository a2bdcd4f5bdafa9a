/** Where a text stops being JSON (RFC 8259), and why. */
export interface JsonError {
  readonly offset: number;
  readonly reason: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const MAX_DEPTH = 200;

/** The first mistake of a text that should be JSON; `undefined` when it is. */
export function findJsonError(text: string): JsonError | undefined {
  let at = 0;
  const fail = (reason: string): JsonError => ({ offset: at, reason });
  const skip = () => {
    while (at < text.length && " \t\r\n".includes(text[at] as string)) at++;
  };
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match !== null;
  };
  const found = (): string => (at >= text.length ? "the end" : `"${text.slice(at, at + 12).replace(/\s+/g, " ")}"`);

  function value(depth: number): JsonError | undefined {
    skip();
    if (depth > MAX_DEPTH) return fail("it is nested too deeply");
    if (text[at] === "{") return members("}", depth, member);
    if (text[at] === "[") return members("]", depth, value);
    if (text[at] === '"')
      return take(STRING) ? undefined : fail("a string is not closed or holds a character that must be escaped");
    if (take(WORD) || take(NUMBER)) return undefined;
    return fail(`a value is missing before ${found()}`);
  }

  function member(depth: number): JsonError | undefined {
    skip();
    if (!take(STRING)) return fail(`a name in double quotes is missing before ${found()}`);
    skip();
    if (text[at] !== ":") return fail(`a colon is missing before ${found()}`);
    at++;
    return value(depth);
  }

  function members(end: string, depth: number, item: (depth: number) => JsonError | undefined): JsonError | undefined {
    at++;
    skip();
    if (text[at] === end) {
      at++;
      return undefined;
    }
    for (;;) {
      const error = item(depth + 1);
      if (error) return error;
      skip();
      const mark = text[at];
      if (mark !== "," && mark !== end) return fail(`a comma or ${end} is missing before ${found()}`);
      at++;
      if (mark === end) return undefined;
    }
  }

  const error = value(0);
  if (error) return error;
  skip();
  return at < text.length ? fail(`${found()} stands behind the end`) : undefined;
}
