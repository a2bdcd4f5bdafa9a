import type { Place } from "./errors.ts";
import type { ActionNode, ListNode, Operand, PipeNode, Statement } from "./node.ts";
import { Places } from "./places.ts";
import type { ValueInfo } from "./state.ts";

/** A name that a template mentions, and where. */
export interface Reference extends Place {
  readonly name: string;
}

/** What a template asks of its data and its functions. */
export interface References {
  /** Fields of the root: `x` of `.x` and `$.x.y`, wherever dot is still the root. In the order of the source. */
  readonly fields: readonly Reference[];
  readonly functions: readonly Reference[];
  readonly describe: (action: ActionNode) => ValueInfo;
}

/** Walks through a program and finds out what each part of it mentions. */
export function findReferences(source: string, name: string, templates: ReadonlyMap<string, ListNode>): References {
  const walk = new Walk(source, templates);
  walk.template(name, true);
  for (const other of templates.keys()) walk.template(other, false);
  return walk.result();
}

class Walk {
  readonly #places: Places;
  readonly #templates: ReadonlyMap<string, ListNode>;
  readonly #fields = new Map<number, string>();
  readonly #functions = new Map<number, string>();
  readonly #infos = new Map<ActionNode, ValueInfo>();
  /** Templates seen so far, and whether one of their calls gave them the root. */
  readonly #seen = new Map<string, boolean>();

  constructor(source: string, templates: ReadonlyMap<string, ListNode>) {
    this.#places = new Places(source);
    this.#templates = templates;
  }

  result(): References {
    return {
      fields: this.#sorted(this.#fields),
      functions: this.#sorted(this.#functions),
      describe: (action) => this.#infos.get(action) as ValueInfo,
    };
  }

  #sorted(found: ReadonlyMap<number, string>): Reference[] {
    const entries = [...found].sort(([a], [b]) => a - b);
    return entries.map(([offset, name]) => ({ name, ...this.#places.at(offset) }));
  }

  template(name: string, isRoot: boolean): void {
    const list = this.#templates.get(name);
    const seen = this.#seen.get(name);
    if (list === undefined || seen === true || (seen === false && !isRoot)) return;
    this.#seen.set(name, isRoot);
    this.#list(list, { dot: isRoot, dollar: isRoot });
  }

  #list(list: ListNode, roots: Roots): void {
    for (const node of list.nodes) this.#statement(node, roots);
  }

  #statement(node: Statement, roots: Roots): void {
    switch (node.kind) {
      case "action":
        this.#infos.set(node, this.#info(node, roots));
        break;
      case "template":
        if (node.pipe) this.#pipe(node.pipe, roots, new Set());
        this.template(node.name, node.pipe !== undefined && isRootPipe(node.pipe, roots));
        break;
      case "if":
      case "with":
      case "range":
        this.#pipe(node.pipe, roots, new Set());
        this.#list(node.list, insideBranch(node.kind, node.pipe, roots));
        if (node.otherwise) this.#list(node.otherwise, roots);
        break;
      default:
    }
  }

  #info({ pipe, offset }: ActionNode, roots: Roots): ValueInfo {
    const names = new Set<string>();
    this.#pipe(pipe, roots, names);
    const field = pipe.variables.length === 0 ? onlyField(pipe, roots) : undefined;
    const applied = lastFunction(pipe);
    return {
      ...this.#places.at(offset),
      ...(field === undefined ? {} : { field }),
      ...(applied === undefined ? {} : { function: applied }),
      fields: [...names],
    };
  }

  #pipe(pipe: PipeNode, roots: Roots, names: Set<string>): void {
    for (const command of pipe.commands) for (const arg of command.args) this.#operand(arg, roots, names);
  }

  #operand(node: Operand, roots: Roots, names: Set<string>): void {
    const field = rootField(node, roots);
    if (field) {
      names.add(field.name);
      this.#fields.set(field.offset, field.name);
    }
    if (node.kind === "pipe") this.#pipe(node, roots, names);
    else if (node.kind === "chain") this.#operand(node.base, roots, names);
    else if (node.kind === "identifier") this.#functions.set(node.offset, node.name);
  }
}

/** Which of `.` and `$` are the data that the template was given. */
interface Roots {
  readonly dot: boolean;
  readonly dollar: boolean;
}

function insideBranch(kind: "if" | "with" | "range", pipe: PipeNode, roots: Roots): Roots {
  if (kind === "if") return roots;
  return { dot: kind === "with" && isRootPipe(pipe, roots), dollar: roots.dollar };
}

function onlyOperand(pipe: PipeNode): Operand | undefined {
  const [command, second] = pipe.commands;
  const [operand, argument] = command?.args ?? [];
  if (second !== undefined || argument !== undefined) return undefined;
  return operand?.kind === "pipe" ? onlyOperand(operand) : operand;
}

function isRootPipe(pipe: PipeNode, roots: Roots): boolean {
  const node = onlyOperand(pipe);
  if (node?.kind === "dot") return roots.dot;
  return node?.kind === "variable" && node.name === "$" && node.path.length === 0 && roots.dollar;
}

/** A field's node stands, as in Go, at its second name when it has one; a variable's at its first field. */
function rootField(node: Operand, roots: Roots): { name: string; offset: number } | undefined {
  if (node.kind !== "field" && node.kind !== "variable") return undefined;
  const [name, second] = node.path;
  if (name === undefined) return undefined;
  if (node.kind === "variable") {
    return node.name === "$" && roots.dollar ? { name, offset: node.offset - node.name.length } : undefined;
  }
  if (!roots.dot) return undefined;
  return { name, offset: second === undefined ? node.offset : node.offset - name.length - 1 };
}

function onlyField(pipe: PipeNode, roots: Roots): string | undefined {
  const node = onlyOperand(pipe);
  if (node === undefined || (node.kind !== "field" && node.kind !== "variable") || node.path.length !== 1)
    return undefined;
  return rootField(node, roots)?.name;
}

function lastFunction(pipe: PipeNode): string | undefined {
  const first = pipe.commands.at(-1)?.args[0];
  if (first?.kind === "identifier") return first.name;
  return first?.kind === "pipe" ? lastFunction(first) : undefined;
}
