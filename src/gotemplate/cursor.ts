import { GoTemplateError, type GoTemplateErrorCode, lineAt } from "./errors.ts";
import { lexTemplate } from "./lex.ts";
import type { Limits } from "./limits.ts";
import { quote } from "./quote.ts";
import { Token, type TokenKind, type Tokens } from "./token.ts";

export interface ParseSetting {
  readonly name: string;
  readonly isFunction: (name: string) => boolean;
  readonly singleQuotedStrings: boolean;
  readonly limits: Limits;
}

/** Walks over the tokens of a source, with any look-ahead, and knows how to complain about one of them. */
export class TokenCursor {
  protected readonly source: string;
  protected readonly setting: ParseSetting;
  protected readonly tokens: Tokens;
  protected readonly kinds: readonly TokenKind[];
  protected at = 0;
  /** Index of the token that was taken last. */
  protected taken = 0;
  /** The furthest token looked at: Go reports its line, whichever token is at fault. */
  protected furthest = 0;
  /** Token index of the open action, for errors that show only on a later line. */
  protected action = -1;
  protected nesting = 0;

  constructor(source: string, setting: ParseSetting) {
    this.source = source;
    this.setting = setting;
    this.tokens = lexTemplate(source, setting.isFunction);
    this.kinds = this.tokens.kinds;
  }

  protected peek(): TokenKind {
    if (this.at > this.furthest) this.furthest = this.at;
    return this.kinds[this.at] as TokenKind;
  }

  /** Takes a token; the last one of all, end or error, is never passed. */
  protected next(): TokenKind {
    const kind = this.peek();
    this.taken = this.at;
    if (this.at < this.kinds.length - 1) this.at++;
    return kind;
  }

  protected peekNonSpace(): TokenKind {
    while (this.peek() === Token.Space) this.at++;
    return this.kinds[this.at] as TokenKind;
  }

  protected nextNonSpace(): TokenKind {
    this.peekNonSpace();
    return this.next();
  }

  protected text(index: number): string {
    return this.source.slice(this.tokens.starts[index], this.tokens.ends[index]);
  }

  protected offset(index: number): number {
    return this.tokens.starts[index] as number;
  }

  protected fail(reason: string, code: GoTemplateErrorCode = "syntax", index = this.furthest): never {
    const { starts } = this.tokens;
    const line = lineAt(this.source, starts[this.furthest] as number);
    const culprit = lineAt(this.source, starts[index] as number) === line ? index : this.furthest;
    throw new GoTemplateError({
      phase: "parse",
      code,
      name: this.setting.name,
      source: this.source,
      offset: starts[culprit] as number,
      reason,
    });
  }

  protected unexpected(index: number, context: string): never {
    const kind = this.kinds[index] as TokenKind;
    if (kind !== Token.Error) this.fail(`unexpected ${this.describe(index)} in ${context}`, "syntax", index);
    const { error } = this.tokens;
    const started = this.action < 0 ? 0 : lineAt(this.source, this.offset(this.action));
    if (started === 0 || started === lineAt(this.source, this.offset(index))) this.fail(error, "syntax", index);
    const since = error.endsWith(" action") ? " started at" : " in action started at";
    this.fail(`${error}${since} ${this.setting.name}:${started}`, "syntax", index);
  }

  protected describe(index: number): string {
    const kind = this.kinds[index] as TokenKind;
    const text = this.text(index);
    if (kind === Token.EOF) return "EOF";
    if (kind > Token.Keyword) return `<${text}>`;
    const runes = [...text];
    return runes.length > 10 ? `${quote(runes.slice(0, 10).join(""))}...` : quote(text);
  }

  protected expect(kind: TokenKind, context: string): number {
    if (this.nextNonSpace() !== kind) this.unexpected(this.taken, context);
    return this.taken;
  }

  protected enter(): void {
    if (++this.nesting <= this.setting.limits.nesting) return;
    this.fail(`nested more than ${this.setting.limits.nesting} deep`, "limit-nesting");
  }
}
