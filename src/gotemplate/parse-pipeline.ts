import { TokenCursor } from "./cursor.ts";
import type { Place } from "./errors.ts";
import type { ChainNode, CommandNode, Operand, PipeNode, VariableNode } from "./node.ts";
import { readCharConstant, readNumber } from "./number.ts";
import { Places } from "./places.ts";
import { printNode } from "./print.ts";
import { quote } from "./quote.ts";
import { Token, type TokenKind } from "./token.ts";
import { unquote } from "./unquote.ts";

/** Something that works here and not in Go. */
export interface ParseWarning extends Place {
  readonly code: "single-quoted-string";
  readonly message: string;
}

/** The part of the parser that reads what stands inside an action. */
export class PipelineParser extends TokenCursor {
  protected readonly warnings: ParseWarning[] = [];
  #places: Places | undefined;
  /** The variables that may be named here, the innermost last. */
  protected variables: string[] = ["$"];

  /** `$x := command | command`, up to and with the token that ends it */
  protected pipeline(context: string, end: TokenKind): PipeNode {
    this.peekNonSpace();
    const offset = this.offset(this.at);
    const variables: VariableNode[] = [];
    const assigns = this.declarations(context, variables);
    const commands: CommandNode[] = [];
    for (;;) {
      const kind = this.peekNonSpace();
      if (kind === end) {
        this.next();
        this.check(commands, context);
        return { kind: "pipe", offset, variables, assigns, commands };
      }
      if (!startsOperand(kind)) {
        this.next();
        this.unexpected(this.taken, context);
      }
      commands.push(this.command());
    }
  }

  /** `$x :=`, `$x =` and, for range, `$x, $y :=`. Says whether it is an assignment. */
  protected declarations(context: string, declared: VariableNode[]): boolean {
    while (this.peekNonSpace() === Token.Variable) {
      const index = this.at++;
      const kind = this.peekNonSpace();
      const comma = kind === Token.Char && this.text(this.at) === ",";
      if (kind !== Token.Assign && kind !== Token.Declare && !comma) {
        this.at = index;
        return false;
      }
      this.next();
      const name = this.text(index);
      declared.push({ kind: "variable", offset: this.offset(index), name, path: [] });
      this.variables.push(name);
      if (!comma) return kind === Token.Assign;
      if (context !== "range" || declared.length > 1) this.fail(`too many declarations in ${context}`);
      const after = this.peekNonSpace();
      if (after !== Token.Variable && after !== Token.RightDelim && after !== Token.RightParen) {
        this.fail("range can only initialize variables");
      }
    }
    return false;
  }

  protected check(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.fail(`missing value for ${context}`);
    const { nesting } = this.setting.limits;
    if (commands.length > nesting) this.fail(`pipeline of more than ${nesting} stages`, "limit-nesting");
    for (let i = 1; i < commands.length; i++) {
      switch (commands[i]?.args[0]?.kind) {
        case "bool":
        case "dot":
        case "nil":
        case "number":
        case "string":
          this.fail(`non executable command in pipeline stage ${i + 1}`);
      }
    }
  }

  /** `operand operand …`, up to a pipe, which is taken, or the end of the pipeline, which is not */
  protected command(): CommandNode {
    this.peekNonSpace();
    const offset = this.offset(this.at);
    const args: Operand[] = [];
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand) args.push(operand);
      const kind = this.next();
      if (kind === Token.Space) continue;
      if (kind === Token.RightDelim || kind === Token.RightParen) this.at--;
      else if (kind !== Token.Pipe) this.unexpected(this.taken, "operand");
      break;
    }
    if (args.length === 0) this.fail("empty command");
    return { kind: "command", offset, args };
  }

  /** A term and the fields behind it: `.a.b`, `$x.a`, `(pipeline).a` */
  protected operand(): Operand | undefined {
    const term = this.term();
    if (term === undefined || this.peek() !== Token.Field) return term;
    const offset = this.offset(this.at);
    const path: string[] = [];
    while (this.peek() === Token.Field) path.push(this.text(this.at++).slice(1));
    switch (term.kind) {
      case "field":
        return { kind: "field", offset, path: [...term.path, ...path] };
      case "variable":
        return { kind: "variable", offset, name: term.name, path: [...term.path, ...path] };
      case "pipe":
      case "identifier":
        return { kind: "chain", offset, base: term, path } satisfies ChainNode;
      default:
        this.fail(`unexpected . after term ${quote(printNode(term))}`);
    }
  }

  protected term(): Operand | undefined {
    const kind = this.nextNonSpace();
    const index = this.taken;
    const offset = this.offset(index);
    switch (kind) {
      case Token.Identifier: {
        const name = this.text(index);
        if (!this.setting.isFunction(name)) {
          this.fail(`function ${quote(name)} not defined`, "unknown-function", index);
        }
        return { kind: "identifier", offset, name };
      }
      case Token.Dot:
        return { kind: "dot", offset };
      case Token.Nil:
        return { kind: "nil", offset };
      case Token.Variable: {
        const name = this.text(index);
        if (!this.variables.includes(name)) {
          this.fail(`undefined variable ${quote(name)}`, "undefined-variable", index);
        }
        return { kind: "variable", offset, name, path: [] };
      }
      case Token.Field:
        return { kind: "field", offset, path: [this.text(index).slice(1)] };
      case Token.Bool:
        return { kind: "bool", offset, value: this.text(index) === "true" };
      case Token.CharConstant:
        if (this.setting.singleQuotedStrings) {
          this.warnSingleQuotes(index);
          return { kind: "string", offset, source: this.text(index), value: this.unquote(index) };
        }
        return this.number(readCharConstant(this.text(index), offset), index);
      case Token.Complex:
      case Token.Number:
        return this.number(readNumber(this.text(index), offset), index);
      case Token.LeftParen: {
        this.enter();
        const pipe = this.pipeline("parenthesized pipeline", Token.RightParen);
        this.nesting--;
        return pipe;
      }
      case Token.String:
      case Token.RawString:
        return { kind: "string", offset, source: this.text(index), value: this.unquote(index) };
      default:
        this.at = index;
        return undefined;
    }
  }

  protected number<T>(number: T | string, index: number): T {
    if (typeof number === "string") this.fail(number, "syntax", index);
    return number;
  }

  protected unquote(index: number): string {
    return unquote(this.text(index)) ?? this.fail("invalid syntax", "syntax", index);
  }

  protected warnSingleQuotes(index: number): void {
    this.#places ??= new Places(this.source);
    this.warnings.push({
      code: "single-quoted-string",
      message: `${this.text(index)} is a string here; Go refuses single quotes around more than one character`,
      ...this.#places.at(this.offset(index)),
    });
  }
}

/** Can a token begin a stage of a pipeline? */
function startsOperand(kind: TokenKind): boolean {
  switch (kind) {
    case Token.Bool:
    case Token.CharConstant:
    case Token.Complex:
    case Token.Dot:
    case Token.Field:
    case Token.Identifier:
    case Token.Number:
    case Token.Nil:
    case Token.RawString:
    case Token.String:
    case Token.Variable:
    case Token.LeftParen:
      return true;
    default:
      return false;
  }
}
