import { GoTemplateError, type GoTemplateErrorCode, isStackOverflow, type Place } from "./errors.ts";
import type { TemplateFunctions } from "./functions.ts";
import { LimitExceeded } from "./limit-exceeded.ts";
import type { ListNode, Node } from "./node.ts";
import { Places } from "./places.ts";
import { printNode } from "./print.ts";
import type { State } from "./state.ts";

export type MissingKey = "default" | "zero" | "error";

/** A parsed source with all that its execution needs. */
export interface Program {
  readonly name: string;
  readonly source: string;
  readonly root: ListNode;
  readonly templates: ReadonlyMap<string, ListNode>;
  /** The caller's functions. */
  readonly funcs: TemplateFunctions;
  readonly missingKey: MissingKey;
}

/** Computes a value from the state and dot. */
export type Evaluate = (state: State, dot: unknown) => unknown;

/** A compiled operand or pipeline. */
export interface Expression {
  readonly run: Evaluate;
  /** The node at work when it is done: where Go says that a failure just afterwards happened. */
  readonly last: Node;
  /** Is its value an element of a list or map, of Go's static type `interface {}`? */
  readonly element: boolean;
}

const SHOWN_CONTEXT = 400;

function shortened(context: string): string {
  return context.length > SHOWN_CONTEXT ? `${context.slice(0, SHOWN_CONTEXT)}...` : context;
}

/** Says where failures happen: inside one template of a program. */
export class Failures {
  readonly #program: Program;
  readonly #template: string;
  readonly #places: Places;

  constructor(program: Program, template: string) {
    this.#program = program;
    this.#template = template;
    this.#places = new Places(program.source);
  }

  place(node: Node): Place {
    return this.#places.at(node.offset);
  }

  error(node: Node, code: GoTemplateErrorCode, reason: string, cause?: unknown): GoTemplateError {
    const { name, source } = this.#program;
    const at = { template: this.#template, context: shortened(printNode(node)) };
    return new GoTemplateError({ phase: "exec", code, name, source, offset: node.offset, reason, at, cause });
  }

  fail(node: Node, code: GoTemplateErrorCode, reason: string): never {
    throw this.error(node, code, reason);
  }

  /** Gives a passed limit its place; other errors stay what they are. */
  located(node: Node, error: unknown): unknown {
    return error instanceof LimitExceeded ? this.error(node, error.code, error.message) : error;
  }

  /** What a function threw, as Go says it. */
  ofCall(node: Node, name: string, error: unknown): unknown {
    if (error instanceof LimitExceeded || isStackOverflow(error)) return this.located(node, error);
    const message = error instanceof Error ? error.message : String(error);
    return this.error(node, "function-failed", `error calling ${name}: ${message}`, error);
  }
}
