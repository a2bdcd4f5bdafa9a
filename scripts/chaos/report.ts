import type { Offence, Verdict } from "./judge.ts";
import type { ChaosResult } from "./run-chaos.ts";

const SHOWN = 20;

const MEANINGS = [
  ["kills", "times a server was killed with kill -9"],
  ["calls", "calls placed"],
  ["acknowledged", "events acknowledged"],
  ["effects", "contacts, tickets, changes and journal entries at the helpdesk"],
  ["lost", "effects that are nowhere to be seen; must be 0"],
  ["doubled", "effects that came twice; must be 0"],
  ["orderViolations", "contact, ticket, journal out of order; must be 0"],
  ["stuck", "deliveries that came to no end; must be 0"],
  ["uncertain", "dead letters: nobody knows whether the helpdesk did it"],
  ["dead", "dead letters of other reasons, which the weather gave"],
] as const satisfies readonly (readonly [keyof Verdict, string])[];

/** The verdict as figures, with the offending calls beside them: what `--json` prints. */
export function toJson({ verdict, errors }: ChaosResult, seed: number): Readonly<Record<string, unknown>> {
  const { lost, doubled, orderViolations, stuck, uncertain, dead } = verdict;
  const figures = Object.fromEntries(MEANINGS.map(([name]) => [name, countOf(verdict[name])]));
  return { seed, ...figures, offences: { lost, doubled, orderViolations, stuck, uncertain, dead }, errors };
}

/** The verdict as a table for people, with the first offences of each kind that must not be. */
export function toTable({ verdict, errors }: ChaosResult, seed: number): string {
  const rows = MEANINGS.map(
    ([name, meaning]) => `  ${name.padEnd(16)}${String(countOf(verdict[name])).padStart(8)}  ${meaning}`,
  );
  const { lost, doubled, orderViolations, stuck } = verdict;
  const offences = Object.entries({ lost, doubled, orderViolations, stuck }).flatMap(([name, list]) =>
    toLines(name, list),
  );
  const logged = errors.slice(0, SHOWN).map(({ what, times }) => `  logged ${times} times: ${what}`);
  return [`Chaos with seed ${seed}`, ...rows, ...offences, ...logged].join("\n");
}

function toLines(name: string, offences: readonly Offence[]): string[] {
  const shown = offences
    .slice(0, SHOWN)
    .map(({ call, integration, what }) => `  ${name}: call ${call}, ${integration}: ${what}`);
  const left = offences.length - shown.length;
  return left > 0 ? [...shown, `  ${name}: ${left} more; --json lists them all`] : shown;
}

function countOf(value: number | readonly Offence[]): number {
  return typeof value === "number" ? value : value.length;
}
