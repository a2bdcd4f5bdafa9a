import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

/** Times of Go's gjson that were recorded once, in nanoseconds by `document question`. */
export interface RecordedTimes {
  readonly times: ReadonlyMap<string, number>;
  /** Where and with what they were recorded. */
  readonly note: string;
}

const SHARED = new URL("../../../shared/bench/go-results.json", import.meta.url);
const LIBRARY = "gjson v1.18.0";

/** The figures of gjson v1.18.0 (go1.23.5, two shared cores of an Intel Xeon) as they were when this file was written. */
const OWN_COPY: ReadonlyMap<string, number> = new Map([
  ["contacts-1k first", 78],
  ["contacts-1k last", 553],
  ["contacts-1k query", 1137],
  ["contacts-100k first", 79],
  ["contacts-100k last", 43_355],
  ["contacts-100k query", 101_915],
  ["contacts-5m first", 78],
  ["contacts-5m last", 2_510_841],
  ["contacts-5m query", 5_897_210],
]);

const results = z.object({
  machine: z.string(),
  runs: z.array(
    z.object({
      go: z.string(),
      library: z.string(),
      results: z.array(z.object({ document: z.string().optional(), name: z.string(), ns_per_op: z.number() })),
    }),
  ),
});

/** Reads the recorded file where it lies beside the repository, else gives this file's copy. */
export function readRecordedGjsonTimes(): RecordedTimes {
  if (!existsSync(SHARED)) return { times: OWN_COPY, note: `Go's times are a copy of those recorded with ${LIBRARY}` };
  const { machine, runs } = results.parse(JSON.parse(readFileSync(SHARED, "utf8")));
  const run = runs.find(({ library }) => library === LIBRARY);
  if (!run) throw new Error(`${SHARED.pathname}: there is no run of ${LIBRARY}`);
  const times = new Map(run.results.map(({ document, name, ns_per_op }) => [`${document} ${name}`, ns_per_op]));
  return { times, note: `Go's times were recorded with ${LIBRARY} and ${run.go} on: ${machine}` };
}
