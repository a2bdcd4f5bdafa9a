import type { ParseSetting } from "./cursor.ts";
import { type BranchNode, isEmptyList, type ListNode, type Statement, type TemplateNode } from "./node.ts";
import { type ParseWarning, PipelineParser } from "./parse-pipeline.ts";
import { quote } from "./quote.ts";
import { Token } from "./token.ts";

export interface ParsedTemplate {
  readonly root: ListNode;
  /** All templates by name, the main one among them. */
  readonly templates: ReadonlyMap<string, ListNode>;
  readonly warnings: readonly ParseWarning[];
}

/** Parses a source into its tree. Throws a {@link GoTemplateError} of the phase `parse` at the first thing it cannot read. */
export function parseSource(source: string, setting: ParseSetting): ParsedTemplate {
  return new Parser(source, setting).run();
}

/** `{{else}}` and `{{end}}`: they close a list and are no part of the tree. */
interface Closer {
  readonly kind: "else" | "end";
}

const ELSE: Closer = { kind: "else" };
const END: Closer = { kind: "end" };

class Parser extends PipelineParser {
  readonly #templates = new Map<string, ListNode>();
  #rangeDepth = 0;

  run(): ParsedTemplate {
    const nodes: Statement[] = [];
    while (this.peek() !== Token.EOF) {
      if (this.peek() === Token.LeftDelim) {
        const delim = this.at++;
        if (this.nextNonSpace() === Token.Define) {
          this.definition();
          continue;
        }
        this.at = delim;
      }
      const node = this.textOrAction();
      if (node.kind === "end" || node.kind === "else") this.fail(`unexpected {{${node.kind}}}`);
      nodes.push(node as Statement);
    }
    const root: ListNode = { kind: "list", offset: 0, nodes };
    this.add(this.setting.name, root);
    const main = this.#templates.get(this.setting.name) ?? root;
    return { root: main, templates: this.#templates, warnings: this.warnings };
  }

  /** `{{define "name"}}list{{end}}` */
  private definition(): void {
    const name = this.templateName("define clause");
    this.expect(Token.RightDelim, "define clause");
    this.add(name, this.ownList("define clause"));
  }

  private templateName(context: string): string {
    const kind = this.nextNonSpace();
    const index = this.taken;
    const quoted = kind === Token.String || kind === Token.RawString;
    if (!quoted && !(kind === Token.CharConstant && this.setting.singleQuotedStrings)) this.unexpected(index, context);
    if (!quoted) this.warnSingleQuotes(index);
    return this.unquote(index);
  }

  /** The body of a template of its own: no variables of the surrounding one, no loop to break out of. */
  private ownList(context: string): ListNode {
    const variables = this.variables;
    const rangeDepth = this.#rangeDepth;
    this.variables = ["$"];
    this.#rangeDepth = 0;
    this.enter();
    const [list, closer] = this.itemList();
    this.nesting--;
    if (closer !== END) this.fail(`unexpected {{else}} in ${context}`);
    this.variables = variables;
    this.#rangeDepth = rangeDepth;
    return list;
  }

  private add(name: string, list: ListNode): void {
    const old = this.#templates.get(name);
    if (old === undefined || isEmptyList(old)) this.#templates.set(name, list);
    else if (!isEmptyList(list)) {
      this.fail(`template: multiple definition of template ${quote(name)}`, "duplicate-template");
    }
  }

  private itemList(): readonly [ListNode, Closer] {
    this.peekNonSpace();
    const offset = this.offset(this.at);
    const nodes: Statement[] = [];
    while (this.peekNonSpace() !== Token.EOF) {
      const node = this.textOrAction();
      if (node === END || node === ELSE) return [{ kind: "list", offset, nodes }, node];
      nodes.push(node as Statement);
    }
    this.fail("unexpected EOF");
  }

  private textOrAction(): Statement | Closer {
    const kind = this.nextNonSpace();
    const index = this.taken;
    if (kind === Token.Text) return { kind: "text", offset: this.offset(index), text: this.text(index) };
    if (kind !== Token.LeftDelim) this.unexpected(index, "input");
    this.action = index;
    const node = this.actionOrControl();
    this.action = -1;
    return node;
  }

  private actionOrControl(): Statement | Closer {
    const kind = this.nextNonSpace();
    const index = this.taken;
    switch (kind) {
      case Token.Block:
        return this.block();
      case Token.Template:
        return this.template();
      case Token.Break:
        return this.jump("break", index);
      case Token.Continue:
        return this.jump("continue", index);
      case Token.Else:
        return this.else();
      case Token.End:
        this.expect(Token.RightDelim, "end");
        return END;
      case Token.If:
        return this.branch("if");
      case Token.Range:
        return this.branch("range");
      case Token.With:
        return this.branch("with");
      default:
        this.at = index;
        return { kind: "action", offset: this.offset(index), pipe: this.pipeline("command", Token.RightDelim) };
    }
  }

  private jump(kind: "break" | "continue", index: number): Statement {
    if (this.nextNonSpace() !== Token.RightDelim) this.unexpected(this.taken, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.fail(`{{${kind}}} outside {{range}}`, "syntax", index);
    return { kind, offset: this.offset(index) };
  }

  /** `{{else}}`; of `{{else if` and `{{else with` the second word is left for the branch to find. */
  private else(): Closer {
    const kind = this.peekNonSpace();
    if (kind !== Token.If && kind !== Token.With) this.expect(Token.RightDelim, "else");
    return ELSE;
  }

  /** `{{if pipeline}}list{{else}}list{{end}}`, and the same for with and range */
  private branch(kind: BranchNode["kind"]): BranchNode {
    const declared = this.variables.length;
    this.enter();
    const pipe = this.pipeline(kind, Token.RightDelim);
    if (kind === "range") this.#rangeDepth++;
    const [list, closer] = this.itemList();
    if (kind === "range") this.#rangeDepth--;
    const otherwise = closer === ELSE ? this.otherwise(kind) : undefined;
    this.nesting--;
    this.variables.length = declared;
    return { kind, offset: pipe.offset, pipe, list, otherwise };
  }

  private otherwise(kind: BranchNode["kind"]): ListNode {
    const next = this.peek();
    if ((kind === "if" && next === Token.If) || (kind === "with" && next === Token.With)) {
      const offset = this.offset(this.at++);
      return { kind: "list", offset, nodes: [this.branch(kind)] };
    }
    const [list, closer] = this.itemList();
    if (closer !== END) this.fail("expected end; found {{else}}");
    return list;
  }

  /** `{{block "name" pipeline}}list{{end}}`: a definition and a call of it */
  private block(): TemplateNode {
    const name = this.templateName("block clause");
    const offset = this.offset(this.taken);
    const pipe = this.pipeline("block clause", Token.RightDelim);
    this.add(name, this.ownList("block clause"));
    return { kind: "template", offset, name, pipe };
  }

  /** `{{template "name"}}` and `{{template "name" pipeline}}` */
  private template(): TemplateNode {
    const name = this.templateName("template clause");
    const offset = this.offset(this.taken);
    if (this.nextNonSpace() === Token.RightDelim) return { kind: "template", offset, name, pipe: undefined };
    this.at = this.taken;
    return { kind: "template", offset, name, pipe: this.pipeline("template clause", Token.RightDelim) };
  }
}
