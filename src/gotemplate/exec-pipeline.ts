import { findFunction } from "./builtins.ts";
import { idealConstant } from "./exec-argument.ts";
import { compileCall } from "./exec-call.ts";
import { compileFields } from "./exec-field.ts";
import type { ChainNode, CommandNode, IdentifierNode, Node, Operand, PipeNode, VariableNode } from "./node.ts";
import { printNode } from "./print.ts";
import type { Evaluate, Expression, Failures, Program } from "./program.ts";
import { quote } from "./quote.ts";
import type { Scope } from "./scope.ts";
import type { State } from "./state.ts";

/** Compiles what stands inside actions. One for each template, since variables and messages are the template's. */
export class PipelineCompiler {
  protected readonly program: Program;
  protected readonly failures: Failures;
  protected readonly scope: Scope;

  constructor(program: Program, failures: Failures, scope: Scope) {
    this.program = program;
    this.failures = failures;
    this.scope = scope;
  }

  /** A pipeline with its declarations. Its value is never a nil element: that has become "no value". */
  pipeline(pipe: PipeNode): Expression {
    let value: Expression | undefined;
    for (const command of pipe.commands) value = opened(this.#command(pipe, command, value));
    const expression = value as Expression;
    if (pipe.variables.length === 0) return expression;
    const stores = pipe.variables.map((variable) => this.store(variable, pipe.assigns, false, expression.last));
    return {
      ...expression,
      run: (state, dot) => {
        const result = expression.run(state, dot);
        for (const store of stores) store(state, result);
        return result;
      },
    };
  }

  /** Compiles `$x := value` or `$x = value`. */
  protected store(
    node: VariableNode,
    assigns: boolean,
    element: boolean,
    last: Node,
  ): (state: State, value: unknown) => void {
    const variable = assigns ? this.scope.find(node.name) : this.scope.declare(node.name, element);
    if (variable === undefined) {
      return () => this.failures.fail(last, "undefined-variable", `undefined variable: ${node.name}`);
    }
    variable.element = element;
    const { slot } = variable;
    return (state, value) => {
      state.variables[slot] = value;
    };
  }

  /** One stage; `piped` is the stage before it, whose value becomes the last argument. */
  #command(pipe: PipeNode, command: CommandNode, piped: Expression | undefined): Expression {
    const first = command.args[0] as Operand;
    const hasArguments = command.args.length > 1 || piped !== undefined;
    switch (first.kind) {
      case "identifier":
        return this.#call(first, command, command.args.slice(1), piped);
      case "field":
      case "variable":
      case "chain": {
        const value = this.#operand(first, hasArguments);
        return piped === undefined ? value : { ...value, run: afterwards(piped.run, value.run) };
      }
      case "pipe":
        if (hasArguments) return this.#refused(pipe, first, piped);
        return this.#parenthesized(first);
      default:
        if (hasArguments) return this.#refused(first, first, piped);
        return this.#operand(first, false);
    }
  }

  #refused(at: Node, first: Operand, piped: Expression | undefined): Expression {
    const reason = `can't give argument to non-function ${printNode(first)}`;
    const fail: Evaluate = () => this.failures.fail(at, "wrong-arguments", reason);
    return { run: piped ? afterwards(piped.run, fail) : fail, last: at, element: false };
  }

  #parenthesized(pipe: PipeNode): Expression {
    this.scope.parens++;
    const value = this.pipeline(pipe);
    this.scope.parens--;
    return value;
  }

  /** An operand on its own: the whole of a command, or an argument. */
  #operand(node: Operand, hasArguments: boolean): Expression {
    switch (node.kind) {
      case "dot":
        return { run: (_, dot) => dot, last: node, element: this.scope.dotIsElement };
      case "nil":
        return this.#failing(node, "nil-value", "nil is not a command");
      case "bool":
      case "string": {
        const { value } = node;
        return { run: () => value, last: node, element: false };
      }
      case "number": {
        const value = idealConstant(node);
        if (value === undefined) return this.#failing(node, "wrong-type", `${node.source} overflows int`);
        return { run: () => value, last: node, element: false };
      }
      case "field":
        return this.#fields(undefined, node.path, node, this.scope.dotIsElement, hasArguments);
      case "variable":
        return this.#variable(node, hasArguments);
      case "chain":
        return this.#chain(node, hasArguments);
      case "identifier":
        return this.#call(node, node, [], undefined);
      case "pipe":
        return this.#parenthesized(node);
    }
  }

  #failing(node: Node, code: "nil-value" | "wrong-type" | "undefined-variable", reason: string): Expression {
    return { run: () => this.failures.fail(node, code, reason), last: node, element: false };
  }

  #fields(
    base: Evaluate | undefined,
    path: readonly string[],
    node: Node,
    element: boolean,
    hasArguments: boolean,
  ): Expression {
    const { failures } = this;
    const { missingKey } = this.program;
    const run = compileFields(base, { path, node, element, hasArguments, failures, missingKey });
    return { run, last: node, element: true };
  }

  #variable(node: VariableNode, hasArguments: boolean): Expression {
    const variable = this.scope.find(node.name);
    if (variable === undefined) return this.#failing(node, "undefined-variable", `undefined variable: ${node.name}`);
    const { slot, element, conditional } = variable;
    const { failures } = this;
    const run: Evaluate = conditional
      ? (state) => {
          if (slot in state.variables) return state.variables[slot];
          return failures.fail(node, "undefined-variable", `undefined variable: ${node.name}`);
        }
      : (state) => state.variables[slot];
    if (node.path.length > 0) return this.#fields(run, node.path, node, element, hasArguments);
    if (hasArguments) return this.#refused(node, node, undefined);
    return { run, last: node, element };
  }

  #chain(node: ChainNode, hasArguments: boolean): Expression {
    const base = this.#operand(node.base, false);
    return this.#fields(base.run, node.path, base.last, base.element, hasArguments);
  }

  #call(
    identifier: IdentifierNode,
    command: Node,
    args: readonly Operand[],
    piped: Expression | undefined,
  ): Expression {
    const { name } = identifier;
    const fn = findFunction(name, this.program.funcs);
    if (fn === undefined) return this.#failing(identifier, "wrong-type", `${quote(name)} is not a defined function`);
    const compile = (node: Operand) => this.#operand(node, false);
    return compileCall({ fn, identifier, command, args, piped, failures: this.failures, compile });
  }
}

/** Runs one for its effects and failures, then takes the other's value. */
function afterwards(first: Evaluate, then: Evaluate): Evaluate {
  return (state, dot) => {
    first(state, dot);
    return then(state, dot);
  };
}

/** What was found in a list or map is looked into at the end of each stage: a nil in there becomes "no value". */
function opened(expression: Expression): Expression {
  if (!expression.element) return expression;
  const { run, last } = expression;
  return { run: (state, dot) => run(state, dot) ?? undefined, last, element: false };
}
