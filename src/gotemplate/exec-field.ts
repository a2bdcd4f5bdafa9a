import type { Node } from "./node.ts";
import type { Evaluate, Failures, MissingKey } from "./program.ts";
import { quote } from "./quote.ts";
import type { State } from "./state.ts";
import { type GoMap, isInherited, isMap, mapValue, toGoValue, typeName } from "./value.ts";

/** One `.name` of a chain. */
interface Step {
  readonly key: string;
  /** A name that every object inherits something under, such as `constructor`. */
  readonly inherited: boolean;
  /** Is what the field is taken from of Go's static type `interface {}`? */
  readonly element: boolean;
  readonly node: Node;
  readonly failures: Failures;
  readonly missingKey: MissingKey;
}

export interface ChainSetting {
  readonly path: readonly string[];
  /** The node that an error names. */
  readonly node: Node;
  /** Static type of what the first field is taken from. */
  readonly element: boolean;
  /** Arguments stand behind the last field, where a method would take them; maps have none. */
  readonly hasArguments: boolean;
  readonly failures: Failures;
  readonly missingKey: MissingKey;
}

/** Compiles `base.a.b`; without a base the fields are dot's. */
export function compileFields(base: Evaluate | undefined, setting: ChainSetting): Evaluate {
  const { path, node, element, hasArguments, failures, missingKey } = setting;
  const steps = path.map((key, i): Step => {
    return { key, inherited: isInherited(key), element: i > 0 || element, node, failures, missingKey };
  });
  const last = steps.pop() as Step;
  const receiver = compileSteps(base, steps);
  if (hasArguments) {
    return (state, dot) => refuseArguments(receiver ? receiver(state, dot) : dot, last);
  }
  if (receiver === undefined) return (state, dot) => readField(state, dot, last);
  return (state, dot) => readField(state, receiver(state, dot), last);
}

function compileSteps(base: Evaluate | undefined, steps: readonly Step[]): Evaluate | undefined {
  const [first, ...rest] = steps;
  if (first === undefined) return base;
  if (base === undefined && rest.length === 0) return (state, dot) => readField(state, dot, first);
  return (state, dot) => {
    let value = base ? base(state, dot) : dot;
    for (const step of steps) value = readField(state, value, step);
    return value;
  };
}

function readField(state: State, receiver: unknown, step: Step): unknown {
  if (typeof receiver === "object" && receiver !== null && !step.inherited && !Array.isArray(receiver)) {
    const value = (receiver as GoMap)[step.key];
    switch (typeof value) {
      case "string":
      case "boolean":
      case "object":
        return value;
      case "number":
        return state.ints ? toGoValue(value, true) : value;
    }
  }
  return readUnusual(state, receiver, step);
}

function readUnusual(state: State, receiver: unknown, step: Step): unknown {
  const { key, node, failures, missingKey } = step;
  if (receiver === undefined) {
    if (missingKey === "error") failures.fail(node, "missing-key", `nil data; no entry for key ${quote(key)}`);
    return undefined;
  }
  if (receiver === null) failures.fail(node, "nil-value", `nil pointer evaluating interface {}.${key}`);
  if (!isMap(receiver)) return failures.fail(node, "wrong-type", cannotEvaluate(receiver, step));
  const value = mapValue(receiver, key);
  if (value !== undefined) return toGoValue(value, state.ints);
  if (state.missing !== undefined && receiver === state.data) {
    const replacement = state.missing(key, failures.place(node));
    if (replacement !== undefined) return toGoValue(replacement, state.ints);
  }
  if (missingKey === "error") failures.fail(node, "missing-key", `map has no entry for key ${quote(key)}`);
  return missingKey === "zero" ? null : undefined;
}

function refuseArguments(receiver: unknown, step: Step): undefined {
  const { key, node, failures } = step;
  if (receiver === undefined) return undefined;
  if (receiver === null) failures.fail(node, "nil-value", `nil pointer evaluating interface {}.${key}`);
  if (isMap(receiver)) failures.fail(node, "wrong-arguments", `${key} is not a method but has arguments`);
  failures.fail(node, "wrong-type", cannotEvaluate(receiver, step));
}

function cannotEvaluate(receiver: unknown, { key, element }: Step): string {
  return `can't evaluate field ${key} in type ${element ? "interface {}" : typeName(receiver)}`;
}
