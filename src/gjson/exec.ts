import { createList } from "./build.ts";
import { MAX_BUILT_LENGTH, MAX_DEPTH } from "./limits.ts";
import { MODIFIERS } from "./modifiers/table.ts";
import type { Plan, Subpath } from "./node.ts";
import { planOf } from "./parse.ts";
import { exists, MISSING, parseValue, rawOf, type Source, sourceOf, type Value } from "./value.ts";
import { type Walk, walkArray, walkDocument } from "./walk.ts";

/** Evaluates a path over a stretch of text. Never throws; whatever cannot be found is {@link MISSING}. */
export function evaluate(path: Subpath, source: Source, depth: number): Value {
  if (depth > MAX_DEPTH) return MISSING;
  let asked = path;
  let current = source;
  for (;;) {
    const plan = planOf(asked);
    if (plan.kind === "walk" || plan.kind === "lines") {
      const walk = runWalk(plan.kind, plan.step, current, depth);
      if (!walk.pipe) return walk.value;
      asked = walk.pipe;
      current = walk.value;
    } else {
      const made = runMaker(plan, current, depth);
      if (made === undefined || (made.text.length > MAX_BUILT_LENGTH && made.text !== source.text)) return MISSING;
      current = made;
      if (!plan.rest) return parseValue(current);
      asked = plan.rest;
    }
  }
}

function runWalk(kind: "walk" | "lines", step: Subpath, { text, from, to }: Source, depth: number): Walk {
  const walk: Walk = { text, end: to, value: MISSING, pipe: undefined, hit: false, keyMatched: false, evaluate };
  if (kind === "lines") walkArray(walk, from, step, depth);
  else walkDocument(walk, from, step, depth);
  return walk;
}

/** The parts of a path that make a new text; `undefined` when it grows too long. */
function runMaker(plan: Exclude<Plan, { kind: "walk" | "lines" }>, source: Source, depth: number): Source | undefined {
  switch (plan.kind) {
    case "literal":
      return sourceOf(plan.raw);
    case "modifier":
      return MODIFIERS[plan.name](source, plan.argument, (path, value) => evaluate(path, value, depth + 1));
    case "multipath":
      return buildMultipath(plan, source, depth);
  }
}

function buildMultipath(plan: Extract<Plan, { kind: "multipath" }>, source: Source, depth: number): Source | undefined {
  const list = createList();
  for (const { key, path } of plan.members) {
    const value = evaluate(path, source, depth + 1);
    if (!exists(value)) continue;
    list.add(plan.shape === "object" ? `${key}:${rawOf(value)}` : rawOf(value));
  }
  const inner = list.join();
  if (inner === undefined) return undefined;
  return sourceOf(plan.shape === "object" ? `{${inner}}` : `[${inner}]`);
}
