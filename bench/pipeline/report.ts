import { availableParallelism, loadavg } from "node:os";
import { type Part, round } from "./measure.ts";

/** The results as one object: `{goals_met, goals: [{name, value, wanted, met}], machine, parts: {events: {…figures}}, notes}`. */
export function toJson(parts: readonly Part[]): string {
  const goals = parts.flatMap((part) => part.goals);
  const figures = parts.map(({ name, figures }) => [
    name,
    Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, round(value)])),
  ]);
  const result = {
    goals_met: goals.every((goal) => goal.met),
    goals,
    // What else the machine does belongs to every figure.
    machine: { node: process.version, cores: availableParallelism(), load_per_minute: round(loadavg()[0] ?? 0) },
    parts: Object.fromEntries(figures),
    notes: parts.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`)),
  };
  return JSON.stringify(result, null, 2);
}

/** The results of one part for people. */
export function toText({ name, figures, goals, notes }: Part): string {
  const width = Math.max(...Object.keys(figures).map((key) => key.length));
  const lines = Object.entries(figures).map(([key, value]) => `  ${key.padEnd(width)}  ${round(value)}`);
  const judged = goals.map(({ name: what, value, wanted, met }) => {
    return `  ${met ? "met   " : "MISSED"} ${what}: ${value} (goal ${wanted})`;
  });
  return [`== ${name}`, ...lines, ...judged, ...notes.map((note) => `  note: ${note}`)].join("\n");
}
