/**
 * Kinds of tokens. Numbers instead of words, since the lexer writes them into plain number arrays.
 * Everything above `Keyword` is a word that Go's messages print in angle brackets.
 */
export const Token = {
  Error: 0,
  Bool: 1,
  /** A printable ASCII character without a meaning of its own, such as a comma. */
  Char: 2,
  CharConstant: 3,
  Complex: 4,
  Assign: 5,
  Declare: 6,
  EOF: 7,
  /** `.name` */
  Field: 8,
  Identifier: 9,
  LeftDelim: 10,
  LeftParen: 11,
  Number: 12,
  Pipe: 13,
  RawString: 14,
  RightDelim: 15,
  RightParen: 16,
  Space: 17,
  String: 18,
  Text: 19,
  /** `$` or `$name` */
  Variable: 20,
  Keyword: 21,
  Block: 22,
  Break: 23,
  Continue: 24,
  Dot: 25,
  Define: 26,
  Else: 27,
  End: 28,
  If: 29,
  Nil: 30,
  Range: 31,
  Template: 32,
  With: 33,
} as const;

export type TokenKind = (typeof Token)[keyof typeof Token];

const WORDS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ["true", Token.Bool],
  ["false", Token.Bool],
  ["block", Token.Block],
  ["break", Token.Break],
  ["continue", Token.Continue],
  ["define", Token.Define],
  ["else", Token.Else],
  ["end", Token.End],
  ["if", Token.If],
  ["nil", Token.Nil],
  ["range", Token.Range],
  ["template", Token.Template],
  ["with", Token.With],
]);

/** The kind of a bare word: a keyword, a boolean, or else an identifier. */
export function wordKind(word: string): TokenKind {
  return WORDS.get(word) ?? Token.Identifier;
}

/** All tokens of a source as parallel arrays: token `i` is `kinds[i]`, from `starts[i]` to `ends[i]`. */
export interface Tokens {
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** What the `Error` token says that ends the list, when one does. */
  readonly error: string;
}
