import { PipelineCompiler } from "./exec-pipeline.ts";
import { printFloat } from "./float.ts";
import { outputLimitExceeded } from "./limit-exceeded.ts";
import type { ActionNode, BranchNode, ListNode, Node, Statement, TemplateNode, TextNode } from "./node.ts";
import { printNode } from "./print.ts";
import { sortedKeys } from "./printer.ts";
import { sprint } from "./printf.ts";
import { type Expression, Failures, type Program } from "./program.ts";
import { quote } from "./quote.ts";
import { Scope, type Variable } from "./scope.ts";
import type { State, ValueInfo } from "./state.ts";
import { GoInt, type GoMap, isMap, isTrue, toGoInt, toGoValue, typeName } from "./value.ts";

/** How a statement ended: on to the next, out of the loop, or on to its next round. */
type Ending = typeof GO_ON | typeof BREAK | typeof CONTINUE;
const GO_ON = 0;
const BREAK = 1;
const CONTINUE = 2;

type Execute = (state: State, dot: unknown) => Ending;

/** A compiled template: what it does, and how many variables it needs room for. */
export interface Body {
  readonly run: Execute;
  readonly slots: number;
}

/** What a template needs of its surroundings while it is compiled. */
export interface Surroundings {
  readonly program: Program;
  /** A template by name, compiled when it is first called. */
  readonly body: (name: string) => Body | undefined;
  readonly describe: (action: ActionNode) => ValueInfo;
}

/** Compiles one template of a program into closures. */
export function compileBody(list: ListNode, name: string, surroundings: Surroundings): Body {
  const scope = new Scope();
  const failures = new Failures(surroundings.program, name);
  const run = new StatementCompiler(surroundings, failures, scope).list(list);
  return { run, slots: scope.slots };
}

class StatementCompiler extends PipelineCompiler {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings, failures: Failures, scope: Scope) {
    super(surroundings.program, failures, scope);
    this.#surroundings = surroundings;
  }

  list(list: ListNode): Execute {
    return sequence(list.nodes.map((node) => this.#statement(node)));
  }

  #statement(node: Statement): Execute {
    switch (node.kind) {
      case "text":
        return this.#text(node);
      case "action":
        return this.#action(node);
      case "template":
        return this.#template(node);
      case "break":
        return () => BREAK;
      case "continue":
        return () => CONTINUE;
      case "range":
        return this.scope.block(() => this.#range(node));
      default:
        return this.scope.block(() => this.#condition(node));
    }
  }

  #text(node: TextNode): Execute {
    const { text } = node;
    return (state) => {
      if (!state.write(text)) this.#overflow(state, node);
      return GO_ON;
    };
  }

  #overflow(state: State, node: Node): never {
    throw this.failures.located(node, outputLimitExceeded(state.maxChars));
  }

  #step(state: State, node: Node): void {
    if (!state.step()) this.failures.fail(node, "limit-steps", `more than ${state.maxSteps} steps`);
  }

  #action(node: ActionNode): Execute {
    const { run } = this.pipeline(node.pipe);
    if (node.pipe.variables.length > 0) {
      return (state, dot) => {
        this.#step(state, node);
        run(state, dot);
        return GO_ON;
      };
    }
    const { describe } = this.#surroundings;
    return (state, dot) => {
      this.#step(state, node);
      const value = run(state, dot);
      const printed = typeof value === "string" ? value : this.#print(value, state, node);
      const fits = state.sink === undefined ? state.add(printed) : state.hand(state.sink, printed, describe(node));
      if (!fits) this.#overflow(state, node);
      return GO_ON;
    };
  }

  #print(value: unknown, state: State, node: Node): string {
    switch (typeof value) {
      case "number":
        return printFloat(value);
      case "undefined":
        return "<no value>";
      case "boolean":
        return value ? "true" : "false";
      case "function":
        return this.failures.fail(node, "wrong-type", `can't print ${printNode(node)} of type ${typeName(value)}`);
    }
    if (value instanceof GoInt) return String(value.$value);
    try {
      return sprint([value], state);
    } catch (error) {
      throw this.failures.located(node, error);
    }
  }

  /** if and with */
  #condition(node: BranchNode): Execute {
    const { run } = this.pipeline(node.pipe);
    const changesDot = node.kind === "with";
    const list = this.scope.block(() => {
      if (changesDot) this.scope.dotIsElement = false;
      return this.list(node.list);
    });
    const otherwise = this.#otherwise(node);
    return (state, dot) => {
      this.#step(state, node);
      const value = run(state, dot);
      if (isTrue(value)) return list(state, changesDot ? value : dot);
      return otherwise(state, dot);
    };
  }

  #otherwise({ otherwise }: BranchNode): Execute {
    return otherwise ? this.scope.block(() => this.list(otherwise)) : () => GO_ON;
  }

  #range(node: BranchNode): Execute {
    const pipeline = this.pipeline(node.pipe);
    const variables = node.pipe.variables.map(({ name }) => this.scope.find(name));
    const otherwise = this.#otherwise(node);
    const element = variables.at(-1);
    const index = variables.length > 1 ? variables[0] : undefined;
    if (element) element.element = true;
    const list = this.scope.block(() => {
      this.scope.dotIsElement = true;
      return this.list(node.list);
    });
    return this.#loop(node, pipeline, { index, element, list, otherwise });
  }

  #loop(node: BranchNode, pipeline: Expression, loop: Loop): Execute {
    const { list, otherwise } = loop;
    const indexSlot = loop.index?.slot ?? -1;
    const elementSlot = loop.element?.slot ?? -1;
    const round: Round = (state, key, value) => {
      this.#step(state, node);
      if (elementSlot >= 0) state.variables[elementSlot] = value;
      if (indexSlot >= 0) state.variables[indexSlot] = typeof key === "number" ? toGoInt(key, "int") : key;
      return list(state, value) !== BREAK;
    };
    return (state, dot) => {
      const value = pipeline.run(state, dot);
      let rounds = 0;
      if (Array.isArray(value)) rounds = overList(value, state, round);
      else if (isMap(value)) rounds = overMap(value, state, round);
      else if (value !== undefined) {
        this.failures.fail(pipeline.last, "wrong-type", `range can't iterate over ${sprint([value], state)}`);
      }
      return rounds === 0 ? otherwise(state, dot) : GO_ON;
    };
  }

  #template(node: TemplateNode): Execute {
    const pipeline = node.pipe && this.pipeline(node.pipe);
    const { body } = this.#surroundings;
    const { failures } = this;
    return (state, dot) => {
      this.#step(state, node);
      const called = body(node.name);
      if (called === undefined) {
        return failures.fail(node, "unknown-template", `template ${quote(node.name)} not defined`);
      }
      if (state.depth >= state.maxIncludes) {
        failures.fail(node, "limit-depth", `exceeded maximum template depth (${state.maxIncludes})`);
      }
      const value = pipeline?.run(state, dot);
      const { variables } = state;
      state.variables = new Array(called.slots);
      state.variables[0] = value;
      state.depth++;
      called.run(state, value);
      state.depth--;
      state.variables = variables;
      return GO_ON;
    };
  }
}

interface Loop {
  readonly index: Variable | undefined;
  readonly element: Variable | undefined;
  readonly list: Execute;
  readonly otherwise: Execute;
}

/** One round of a loop; `false` ends the loop. */
type Round = (state: State, key: number | string, value: unknown) => boolean;

function overList(list: readonly unknown[], state: State, round: Round): number {
  for (let i = 0; i < list.length; i++) {
    if (!round(state, i, toGoValue(list[i], state.ints))) return i + 1;
  }
  return list.length;
}

function overMap(map: GoMap, state: State, round: Round): number {
  const keys = sortedKeys(map);
  for (const key of keys) if (!round(state, key, toGoValue(map[key], state.ints))) break;
  return keys.length;
}

/** Runs statements one after the other, until one of them leaves the loop around it. */
function sequence(statements: readonly Execute[]): Execute {
  const [first, second] = statements;
  if (first === undefined) return () => GO_ON;
  if (second === undefined) return first;
  if (statements.length === 2) return (state, dot) => first(state, dot) || second(state, dot);
  return (state, dot) => {
    for (let i = 0; i < statements.length; i++) {
      const ending = (statements[i] as Execute)(state, dot);
      if (ending !== GO_ON) return ending;
    }
    return GO_ON;
  };
}
