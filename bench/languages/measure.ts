/** One measured operation. Times are nanoseconds per operation, of the best of several rounds. */
export interface Row {
  /** What was worked on, for example `range-100`. */
  readonly name: string;
  /** What was done with it: `render`, `parse`, `query` … */
  readonly op: string;
  /** Our time. */
  readonly ns: number;
  /** The same work done by others, by their name. */
  readonly others: Readonly<Record<string, number>>;
}

/** A promise about speed and whether this run kept it. */
export interface Goal {
  /** What is compared, in words. */
  readonly name: string;
  /** What was promised, in words, for example `at least 3 times as fast`. */
  readonly wanted: string;
  /** What this run found, in words. */
  readonly found: string;
  readonly met: boolean;
}

/** What one part of the benchmark hands back. */
export interface BenchResult {
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  /** Remarks for the reader: where recorded figures stand in for a measurement, what was skipped and why. */
  readonly notes: readonly string[];
}

export interface MeasureOptions {
  /** Measured rounds; the best counts, since whatever else the machine does can only slow a round down. Default 11. */
  readonly rounds?: number;
  /** Length of one round in milliseconds. Default 40. */
  readonly roundMs?: number;
  /** Time for the engine to compile the hot path, in milliseconds. Default 150. */
  readonly warmUpMs?: number;
}

/** Keeps results alive, so that the engine cannot drop the work whose result nobody reads. */
const kept: { result: unknown } = { result: undefined };

/** Runs `work` over and over and answers with nanoseconds per run: the best of several rounds after a warm-up. */
export function measure(work: () => unknown, options: MeasureOptions = {}): number {
  const { rounds = 11, roundMs = 40, warmUpMs = 150 } = options;
  const perRun = warmUp(work, warmUpMs);
  const runs = Math.max(1, Math.round((roundMs * 1e6) / perRun));
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(timeOf(work, runs));
  return Math.min(...times);
}

function warmUp(work: () => unknown, milliseconds: number): number {
  const end = performance.now() + milliseconds;
  let runs = 0;
  const start = performance.now();
  do {
    kept.result = work();
    runs++;
  } while (performance.now() < end);
  return ((performance.now() - start) * 1e6) / runs;
}

function timeOf(work: () => unknown, runs: number): number {
  const start = performance.now();
  for (let i = 0; i < runs; i++) kept.result = work();
  return ((performance.now() - start) * 1e6) / runs;
}
