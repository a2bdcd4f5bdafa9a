import { UNOPENED } from "./collections.ts";
import { checkValue, compileArgument } from "./exec-argument.ts";
import type { GoFunction, InnerType } from "./functions.ts";
import type { IdentifierNode, Node, Operand } from "./node.ts";
import { printNode } from "./print.ts";
import type { Evaluate, Expression, Failures } from "./program.ts";
import type { State } from "./state.ts";
import { isTrue, typeName } from "./value.ts";

export interface CallPlan {
  readonly fn: GoFunction;
  readonly identifier: IdentifierNode;
  /** What an error names: the command, or the bare function name where it is an argument. */
  readonly command: Node;
  readonly args: readonly Operand[];
  /** The stage before, whose value is the last argument. */
  readonly piped: Expression | undefined;
  readonly failures: Failures;
  readonly compile: (node: Operand) => Expression;
}

/** Compiles the call of a function: its arguments are counted now, checked and given when it runs. */
export function compileCall(plan: CallPlan): Expression {
  const { fn, identifier, args, piped, failures } = plan;
  const wrongCount = countProblem(fn, args.length, piped !== undefined);
  if (wrongCount !== undefined) {
    const run: Evaluate = (state, dot) => {
      piped?.run(state, dot);
      return failures.fail(identifier, "wrong-arguments", wrongCount);
    };
    return { run, last: identifier, element: false };
  }
  const compiled = args.map((_, index) => compileOne(plan, index));
  const last = compiled.at(-1)?.last ?? identifier;
  const given = compiled.map((one) => one.run);
  const check = piped && checker(typeOf(fn, args.length), last, failures);
  const run =
    fn.special === "and" || fn.special === "or"
      ? shortCircuit(given, piped?.run, fn.special === "or")
      : invocation(plan, given, piped?.run, check);
  return { run, last, element: fn.givesElement };
}

function countProblem(fn: GoFunction, written: number, piped: boolean): string | undefined {
  const count = piped ? written + 1 : written;
  const least = fn.variadic ? fn.params.length - 1 : fn.params.length;
  if (fn.variadic) {
    return count < least ? `wrong number of args for ${fn.name}: want at least ${least} got ${written}` : undefined;
  }
  return count === least ? undefined : `wrong number of args for ${fn.name}: want ${least} got ${count}`;
}

function typeOf({ params }: GoFunction, index: number): InnerType {
  return params[Math.min(index, params.length - 1)] as InnerType;
}

interface Argument {
  readonly run: Evaluate;
  readonly last: Node;
}

function compileOne({ fn, args, failures, compile }: CallPlan, index: number): Argument {
  const node = args[index] as Operand;
  let last: Node = node;
  let unopened = false;
  const run = compileArgument(node, typeOf(fn, index), failures, (operand) => {
    const value = compile(operand);
    last = value.last;
    unopened = value.element && index > 0 && fn.special === "slice";
    return value;
  });
  if (!unopened) return { run, last };
  return {
    run: (state, dot) => {
      run(state, dot);
      return UNOPENED;
    },
    last,
  };
}

type Check = (value: unknown) => unknown;

function checker(type: InnerType, last: Node, failures: Failures): Check | undefined {
  if (type === "any" || type === "value") return undefined;
  return (value) => checkValue(value, type, false, last, failures);
}

/** `and` and `or`: the first argument that decides, else the last. */
function shortCircuit(given: readonly Evaluate[], piped: Evaluate | undefined, stopAt: boolean): Evaluate {
  return (state, dot) => {
    const last = piped?.(state, dot);
    let value: unknown;
    for (const one of given) {
      value = one(state, dot);
      if (isTrue(value) === stopAt) return value;
    }
    return piped === undefined ? value : last;
  };
}

function invocation(
  plan: CallPlan,
  given: Evaluate[],
  piped: Evaluate | undefined,
  check: Check | undefined,
): Evaluate {
  const { fn, command, failures } = plan;
  const arrange = arrangement(plan, given, piped, check);
  return (state, dot) => {
    const args = arrange(state, dot);
    try {
      return fn.run(args, state);
    } catch (error) {
      throw failures.ofCall(command, fn.name, error);
    }
  };
}

/** Computes the arguments in Go's order: the piped value comes first and is put last. */
function arrangement(
  { fn, args }: CallPlan,
  given: readonly Evaluate[],
  piped: Evaluate | undefined,
  check: Check | undefined,
): (state: State, dot: unknown) => unknown[] {
  const [one, two, three] = given as [Evaluate, Evaluate, Evaluate];
  if (fn.special !== "call" && piped === undefined) {
    if (given.length === 1) return (state, dot) => [one(state, dot)];
    if (given.length === 2) return (state, dot) => [one(state, dot), two(state, dot)];
    if (given.length === 3) return (state, dot) => [one(state, dot), two(state, dot), three(state, dot)];
  }
  return (state, dot) => {
    const last = piped?.(state, dot);
    const values = given.map((argument) => argument(state, dot));
    if (piped !== undefined) values.push(check === undefined ? last : check(last));
    if (fn.special === "call") values.unshift(args[0] ? printNode(args[0]) : describe(last));
    return values;
  };
}

/** What Go calls a callee that came through a pipe. */
function describe(value: unknown): string {
  return typeof value === "string" ? value : `<${value === undefined ? "invalid" : typeName(value)} Value>`;
}
