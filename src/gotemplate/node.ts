/** The parsed template. `offset` is where Go says that a node stands: UTF-16 code units from the start of the source. */

interface At {
  readonly offset: number;
}

export interface ListNode extends At {
  readonly kind: "list";
  readonly nodes: readonly Statement[];
}

export interface TextNode extends At {
  readonly kind: "text";
  readonly text: string;
}

/** `{{pipeline}}` */
export interface ActionNode extends At {
  readonly kind: "action";
  readonly pipe: PipeNode;
}

/** `{{if}}`, `{{with}}` and `{{range}}` */
export interface BranchNode extends At {
  readonly kind: "if" | "with" | "range";
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly otherwise: ListNode | undefined;
}

/** `{{template "name" pipeline}}`; a `{{block}}` leaves one too. */
export interface TemplateNode extends At {
  readonly kind: "template";
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}

/** `{{break}}` and `{{continue}}` */
interface JumpNode extends At {
  readonly kind: "break" | "continue";
}

export type Statement = TextNode | ActionNode | BranchNode | TemplateNode | JumpNode;

/** `$x, $y := command | command` */
export interface PipeNode extends At {
  readonly kind: "pipe";
  readonly variables: readonly VariableNode[];
  /** `=` rather than `:=` */
  readonly assigns: boolean;
  readonly commands: readonly CommandNode[];
}

/** One stage of a pipeline: an operand, or a function or method with its arguments. */
export interface CommandNode extends At {
  readonly kind: "command";
  readonly args: readonly Operand[];
}

/** `.` */
interface DotNode extends At {
  readonly kind: "dot";
}

interface NilNode extends At {
  readonly kind: "nil";
}

interface BoolNode extends At {
  readonly kind: "bool";
  readonly value: boolean;
}

interface StringNode extends At {
  readonly kind: "string";
  /** As written, with its quotes. */
  readonly source: string;
  readonly value: string;
}

/** A number in every form that its text can take, since the place where it stands decides. */
export interface NumberNode extends At {
  readonly kind: "number";
  readonly source: string;
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly complex: readonly [real: number, imaginary: number] | undefined;
}

/** `.a.b` */
interface FieldNode extends At {
  readonly kind: "field";
  readonly path: readonly string[];
}

/** `$x.a.b`; the name is kept with its dollar. */
export interface VariableNode extends At {
  readonly kind: "variable";
  readonly name: string;
  readonly path: readonly string[];
}

/** `(pipeline).a.b` and `function.a.b` */
export interface ChainNode extends At {
  readonly kind: "chain";
  readonly base: PipeNode | IdentifierNode;
  readonly path: readonly string[];
}

/** A function's name. */
export interface IdentifierNode extends At {
  readonly kind: "identifier";
  readonly name: string;
}

export type Operand =
  | DotNode
  | NilNode
  | BoolNode
  | StringNode
  | NumberNode
  | FieldNode
  | VariableNode
  | ChainNode
  | IdentifierNode
  | PipeNode;

export type Node = Statement | Operand | CommandNode | ListNode;

/** Go's notion of a template with nothing in it: white space and no actions. Such a one may be defined again. */
export function isEmptyList(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === "text" && node.text.trim() === "");
}
