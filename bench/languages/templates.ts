import { type Engine, otherEngines, ours } from "./engines.ts";
import { type GoRun, runGo } from "./go.ts";
import { type GoTimes, hasSharedInputs, type Input, NAMES, type Name, readInput, recordedGoTimes } from "./inputs.ts";
import { type BenchResult, type Goal, measure, type Row } from "./measure.ts";

/** How many times as fast as Go's text/template our rendering is to be. */
const RENDER_GOAL = 3;

/** Times our templates against other engines and against Go, after checking that all give the same output. */
export function runTemplateBench(): BenchResult {
  const inputs = new Map(NAMES.map((name) => [name, readInput(name)]));
  const inputOf = (name: Name) => inputs.get(name) as Input;
  const own = ours((name) => inputOf(name).source);
  const others = otherEngines();
  for (const name of NAMES) checkOutputs(name, inputOf(name), [own, ...others]);
  const go = runGo(inputs);
  const goTimes = (name: Name) => go?.times[name] ?? recordedGoTimes(name);
  const goName = go ? "go" : "go (recorded)";
  const rows = NAMES.flatMap((name) => [
    renderRow(name, inputOf(name), own, others, goName, goTimes(name)),
    parseRow(name, own, others, goName, goTimes(name)),
  ]);
  return { rows, goals: rows.map((row) => toGoal(row, goName)), notes: notes(go) };
}

function checkOutputs(name: Name, { data, want }: Input, engines: readonly Engine[]): void {
  let expected = want;
  for (const engine of engines) {
    const output = engine.prepare(name)(data);
    expected ??= output;
    if (output !== expected) {
      throw new Error(
        `${name}: ${engine.name} renders otherwise\nwanted ${JSON.stringify(expected)}\nfound  ${JSON.stringify(output)}`,
      );
    }
  }
}

function renderRow(
  name: Name,
  { data }: Input,
  own: Engine,
  others: readonly Engine[],
  goName: string,
  go: GoTimes,
): Row {
  const time = (engine: Engine) => {
    const render = engine.prepare(name);
    return measure(() => render(data));
  };
  return toRow(name, "render", own, others, time, { [goName]: go.render });
}

function parseRow(name: Name, own: Engine, others: readonly Engine[], goName: string, go: GoTimes): Row {
  return toRow(name, "parse", own, others, (engine) => measure(() => engine.parse(name)), { [goName]: go.parse });
}

/** Ours is timed before and after the others, so that a busy moment of the machine does not decide. */
function toRow(
  name: Name,
  op: string,
  own: Engine,
  others: readonly Engine[],
  time: (engine: Engine) => number,
  go: Readonly<Record<string, number>>,
): Row {
  const before = time(own);
  const times = Object.fromEntries(others.map((engine) => [engine.name, time(engine)]));
  return { name, op, ns: Math.min(before, time(own)), others: { ...go, ...times } };
}

function toGoal({ name, op, ns, others }: Row, goName: string): Goal {
  const wanted = op === "render" ? RENDER_GOAL : 1;
  const ratio = (others[goName] as number) / ns;
  return {
    name: `${op} ${name}`,
    wanted: `at least ${wanted} times as fast as ${goName}`,
    found: `${ratio.toFixed(2)} times`,
    met: ratio >= wanted,
  };
}

function notes(go: GoRun | undefined): string[] {
  const speed = go
    ? `Go was run here: ${go.version}`
    : "Go is not installed here; its figures are go1.23.5's, recorded on another day on a machine like the one this was tuned on.";
  const input = hasSharedInputs()
    ? "Inputs and wanted outputs are those of ../shared/bench."
    : "../shared/bench is absent; inputs are those of bench/data, and outputs were compared with each other.";
  return [speed, input];
}
