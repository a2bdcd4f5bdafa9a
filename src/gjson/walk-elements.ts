import { createList } from "./build.ts";
import { Elements } from "./elements.ts";
import type { ElementReading } from "./node.ts";
import { fulfils } from "./query.ts";
import { exists, MISSING, rawOf, sourceOf, type Value } from "./value.ts";
import type { Walk } from "./walk.ts";

type Reading<Kind> = Extract<ElementReading, { kind: Kind }>;

/** The components that look at every element: `#`, `#.path` and queries. Gives the place behind the array. */
export function walkElements(
  walk: Walk,
  from: number,
  reading: Exclude<ElementReading, { kind: "index" }>,
  depth: number,
): number {
  switch (reading.kind) {
    case "count":
    case "nothing":
      return countElements(walk, from, reading);
    case "each":
      return askEach(walk, from, reading, depth);
    case "query":
      return askQuery(walk, from, reading, depth);
  }
}

function finish(walk: Walk, value: Value, to: number): number {
  walk.value = value;
  walk.hit = true;
  return to;
}

function countElements(walk: Walk, from: number, { kind, pipe }: Reading<"count" | "nothing">): number {
  if (pipe) walk.pipe = pipe;
  const elements = new Elements(walk.text, from, walk.end);
  let count = 0;
  while (elements.advance()) count++;
  if (kind === "nothing" || elements.broken) return elements.at;
  return finish(walk, { type: "Number", ...sourceOf(String(count)) }, elements.at);
}

function askEach(walk: Walk, from: number, { next, pipe }: Reading<"each">, depth: number): number {
  const elements = new Elements(walk.text, from, walk.end);
  const answers = createList();
  while (elements.advance()) {
    const answer = walk.evaluate(next, elements.value(), depth + 1);
    if (exists(answer)) answers.add(rawOf(answer));
  }
  if (elements.broken) return elements.at;
  if (pipe) walk.pipe = pipe;
  return finish(walk, answers.toArray(), elements.at);
}

function askQuery(walk: Walk, from: number, reading: Reading<"query">, depth: number): number {
  const { query, next, pipe, pipeOnMatch } = reading;
  if (pipe && !pipeOnMatch) walk.pipe = pipe;
  const elements = new Elements(walk.text, from, walk.end);
  const answers = createList();
  while (elements.advance()) {
    const element = elements.value();
    let asked = element;
    if (element.type === "JSON") asked = walk.evaluate(query.path, element, depth + 1);
    else if (query.path.text !== "") continue;
    if (!fulfils(query, asked)) continue;
    if (pipe) walk.pipe = pipe;
    const answer = next ? walk.evaluate(next, element, depth + 1) : element;
    if (!query.all) return finish(walk, answer, elements.at);
    if (answer !== MISSING) answers.add(rawOf(answer));
  }
  // The answers to `#(…)#` stand even when there are none, but the walk goes on: a pattern before it may fit further members.
  if (!elements.broken && query.all && !exists(walk.value)) walk.value = answers.toArray();
  return elements.at;
}
