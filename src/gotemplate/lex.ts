import { numberEnd } from "./lex-number.ts";
import { quote } from "./quote.ts";
import { Token, type TokenKind, type Tokens, wordKind } from "./token.ts";
import { describeRune, isDigit, isNamePart, isSpace } from "./unicode.ts";

const BRACE_CLOSE = 125;
const MINUS = 45;
const END = -1;

/**
 * Cuts a template's source into tokens, the way Go's lexer does: trim markers are already applied to the texts, comments are
 * gone, and a place that cannot be read becomes one `Error` token that ends the list. `break` and `continue` are keywords unless
 * the caller has functions of these names.
 */
export function lexTemplate(source: string, isFunction: (name: string) => boolean): Tokens {
  return new Lexer(source, isFunction).run();
}

class Lexer {
  readonly kinds: TokenKind[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  error = "";
  readonly #source: string;
  readonly #isFunction: (name: string) => boolean;
  #at = 0;
  #start = 0;

  constructor(source: string, isFunction: (name: string) => boolean) {
    this.#source = source;
    this.#isFunction = isFunction;
  }

  run(): Tokens {
    while (this.#text() && this.#leftDelim());
    return this;
  }

  #emit(kind: TokenKind): void {
    this.kinds.push(kind);
    this.starts.push(this.#start);
    this.ends.push(this.#at);
    this.#start = this.#at;
  }

  #fail(message: string): false {
    this.error = message;
    this.#emit(Token.Error);
    return false;
  }

  #code(at: number): number {
    return at < this.#source.length ? this.#source.charCodeAt(at) : END;
  }

  /** Text up to the next `{{`, or to the end of the source. Says whether an action follows. */
  #text(): boolean {
    const source = this.#source;
    const from = this.#at;
    const found = source.indexOf("{{", from);
    let end = found < 0 ? source.length : found;
    if (found >= 0 && this.#code(found + 2) === MINUS && isSpace(this.#code(found + 3))) {
      while (end > from && isSpace(source.charCodeAt(end - 1))) end--;
    }
    this.#at = end;
    if (end > from) this.#emit(Token.Text);
    this.#at = found < 0 ? source.length : found;
    this.#start = this.#at;
    if (found >= 0) return true;
    this.#emit(Token.EOF);
    return false;
  }

  /** `{{`, with its trim marker, and all that follows up to `}}`. Says whether text may follow. */
  #leftDelim(): boolean {
    const trim = this.#code(this.#at + 2) === MINUS && isSpace(this.#code(this.#at + 3));
    const after = this.#at + (trim ? 4 : 2);
    if (this.#source.startsWith("/*", after)) {
      this.#at = after;
      this.#start = after;
      return this.#comment();
    }
    this.#at += 2;
    this.#emit(Token.LeftDelim);
    this.#at = after;
    this.#start = after;
    return this.#action();
  }

  #comment(): boolean {
    const end = this.#source.indexOf("*/", this.#at + 2);
    if (end < 0) return this.#fail("unclosed comment");
    this.#at = end + 2;
    if (!this.#atRightDelim(this.#at)) return this.#fail("comment ends before closing delimiter");
    this.#skipRightDelim();
    return true;
  }

  #atRightDelim(at: number): boolean {
    const code = this.#code(at);
    if (code === BRACE_CLOSE) return this.#code(at + 1) === BRACE_CLOSE;
    return (
      isSpace(code) &&
      this.#code(at + 1) === MINUS &&
      this.#code(at + 2) === BRACE_CLOSE &&
      this.#code(at + 3) === BRACE_CLOSE
    );
  }

  /** Steps over `}}` and its trim marker, with the white space that the marker takes away. */
  #skipRightDelim(): void {
    const trim = this.#code(this.#at) !== BRACE_CLOSE;
    this.#at += trim ? 4 : 2;
    if (trim) while (isSpace(this.#code(this.#at))) this.#at++;
    this.#start = this.#at;
  }

  #rightDelim(): true {
    const delim = this.#code(this.#at) === BRACE_CLOSE ? this.#at : this.#at + 2;
    this.kinds.push(Token.RightDelim);
    this.starts.push(delim);
    this.ends.push(delim + 2);
    this.#skipRightDelim();
    return true;
  }

  /** The inside of an action, up to and with its `}}`. */
  #action(): boolean {
    let depth = 0;
    for (;;) {
      const code = this.#code(this.#at);
      if ((code === BRACE_CLOSE || isSpace(code)) && this.#atRightDelim(this.#at)) {
        return depth === 0 ? this.#rightDelim() : this.#fail("unclosed left paren");
      }
      if (code === END) return this.#fail("unclosed action");
      if (isSpace(code)) {
        this.#space();
      } else if (code === 40) {
        this.#at++;
        depth++;
        this.#emit(Token.LeftParen);
      } else if (code === 41) {
        this.#at++;
        if (--depth < 0) return this.#fail("unexpected right paren");
        this.#emit(Token.RightParen);
      } else if (!this.#operand(code)) {
        return false;
      }
    }
  }

  /** A run of white space, less the one blank that belongs to a trimming `-}}`. */
  #space(): void {
    while (isSpace(this.#code(this.#at))) this.#at++;
    if (this.#atRightDelim(this.#at - 1)) this.#at--;
    this.#emit(Token.Space);
  }

  #operand(code: number): boolean {
    if (code === 46) {
      if (!isDigit(this.#code(this.#at + 1))) return this.#name(Token.Field);
      return this.#number();
    }
    if (code === 36) return this.#name(Token.Variable);
    if (code === 34) return this.#quoted(34, Token.String, "unterminated quoted string");
    if (code === 39) return this.#quoted(39, Token.CharConstant, "unterminated character constant");
    if (code === 96) return this.#rawString();
    if (code === 43 || code === MINUS || isDigit(code)) return this.#number();
    if (code === 58) {
      if (this.#code(this.#at + 1) !== 61) return this.#fail("expected :=");
      this.#at += 2;
      return this.#done(Token.Declare);
    }
    if (code === 61) return this.#one(Token.Assign);
    if (code === 124) return this.#one(Token.Pipe);
    return this.#word(code);
  }

  #one(kind: TokenKind): true {
    this.#at++;
    return this.#done(kind);
  }

  #done(kind: TokenKind): true {
    this.#emit(kind);
    return true;
  }

  #word(code: number): boolean {
    const rune = code < 128 ? code : (this.#source.codePointAt(this.#at) as number);
    if (!isNamePart(rune)) {
      this.#at += rune > 0xffff ? 2 : 1;
      if (rune > 32 && rune < 127) return this.#done(Token.Char);
      return this.#fail(`unrecognized character in action: ${describeRune(rune)}`);
    }
    this.#nameParts();
    if (!this.#atTerminator()) return this.#badCharacter();
    const word = this.#source.slice(this.#start, this.#at);
    const kind = wordKind(word);
    const own = (kind === Token.Break || kind === Token.Continue) && this.#isFunction(word);
    return this.#done(own ? Token.Identifier : kind);
  }

  /** `.name` and `$name`, or a dot or dollar alone. */
  #name(kind: TokenKind): boolean {
    this.#at++;
    if (this.#atTerminator()) return this.#done(kind === Token.Field ? Token.Dot : kind);
    this.#nameParts();
    return this.#atTerminator() ? this.#done(kind) : this.#badCharacter();
  }

  #nameParts(): void {
    for (;;) {
      const code = this.#code(this.#at);
      if (code < 128) {
        if (!isNamePart(code)) return;
        this.#at++;
      } else {
        const rune = this.#source.codePointAt(this.#at) as number;
        if (!isNamePart(rune)) return;
        this.#at += rune > 0xffff ? 2 : 1;
      }
    }
  }

  #badCharacter(): false {
    return this.#fail(`bad character ${describeRune(this.#source.codePointAt(this.#at) as number)}`);
  }

  #atTerminator(): boolean {
    const code = this.#code(this.#at);
    if (code === END || isSpace(code)) return true;
    if (code === 46 || code === 44 || code === 124 || code === 58 || code === 41 || code === 40) return true;
    return code === BRACE_CLOSE && this.#code(this.#at + 1) === BRACE_CLOSE;
  }

  #quoted(mark: number, kind: TokenKind, open: string): boolean {
    for (this.#at++; ; this.#at++) {
      let code = this.#code(this.#at);
      if (code === 92) {
        this.#at++;
        code = this.#code(this.#at);
        if (code !== END && code !== 10) continue;
      }
      if (code === END || code === 10) return this.#fail(open);
      if (code === mark) return this.#one(kind);
    }
  }

  #rawString(): boolean {
    const end = this.#source.indexOf("`", this.#at + 1);
    if (end < 0) return this.#fail("unterminated raw quoted string");
    this.#at = end + 1;
    return this.#done(Token.RawString);
  }

  #number(): boolean {
    if (!this.#scanNumber()) return this.#badNumber();
    const sign = this.#code(this.#at);
    if (sign !== 43 && sign !== MINUS) return this.#done(Token.Number);
    if (!this.#scanNumber() || this.#code(this.#at - 1) !== 105) return this.#badNumber();
    return this.#done(Token.Complex);
  }

  /** Takes what could be a number; a letter or digit right behind it spoils it. */
  #scanNumber(): boolean {
    this.#at = numberEnd(this.#source, this.#at);
    const next = this.#source.codePointAt(this.#at);
    if (next === undefined || !isNamePart(next)) return true;
    this.#at += next > 0xffff ? 2 : 1;
    return false;
  }

  #badNumber(): false {
    return this.#fail(`bad number syntax: ${quote(this.#source.slice(this.#start, this.#at))}`);
  }
}
