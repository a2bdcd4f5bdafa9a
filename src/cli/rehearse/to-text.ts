import type { Rehearsal, RehearsedCall } from "../../pipeline/index.ts";

type DecisionDiff = RehearsedCall["diff"]["decisions"][number];
type Decision = RehearsedCall["now"]["decisions"][number];
type Line = RehearsedCall["diff"]["requests"][number]["lines"][number];

/** So many unchanged lines are shown around a changed one. */
const CONTEXT = 1;

/** A rehearsal in words, for a person at a terminal: the calls that would differ, the newest first, and how many do not. */
export function toText({ integrationId, templateRevision, totals, calls }: Rehearsal): string {
  const { same, changed } = totals;
  const count = totals.calls === 1 ? "1 call" : `${totals.calls} calls`;
  return [
    `Integration ${integrationId} with revision ${templateRevision} of its template`,
    "",
    ...calls.filter((one) => !one.same).flatMap((one) => [...describeCall(one), ""]),
    `${count}: ${same} the same, ${changed} changed`,
    ...describeUnknown(calls),
    "",
  ].join("\n");
}

function describeUnknown(calls: readonly RehearsedCall[]): string[] {
  const unknown = calls.filter(({ notCompared }) => notCompared.length > 0);
  const features = [...new Set(unknown.flatMap(({ notCompared }) => notCompared))].join(", ");
  if (unknown.length === 0) return [];
  return [`Of ${unknown.length} of them not all is stored that was sent; there only the decision counts (${features})`];
}

function describeCall({ call, diff }: RehearsedCall): string[] {
  const who = call.externalNumber || "a withheld number";
  return [
    `Call ${call.pbxCallId} (${call.direction}, ${who}, ${new Date(call.startedAt).toISOString()})`,
    ...diff.decisions.map((one) => `  ${describeDecision(one)}`),
    ...diff.requests.flatMap(({ feature, name, change, lines }) => [
      `  ${feature}: request ${name} ${change}`,
      ...toContext(lines).map((line) => `    ${line}`),
    ]),
  ];
}

function describeDecision({ feature, extension, change, before, after }: DecisionDiff): string {
  const what = extension === undefined ? feature : `${feature} of extension ${extension}`;
  if (change === "appears") return `${what} appears: ${describe(after)}`;
  if (change === "vanishes") return `${what} vanishes: ${describe(after)}`;
  return `${what} changes: ${describe(before)} -> ${describe(after)}`;
}

function describe(decision: Decision | undefined): string {
  if (!decision) return "nothing decided";
  const { verdict, trigger, code, reason } = decision;
  if (verdict === "fired") return `done at ${trigger}`;
  return `left out at ${trigger}: ${reason} [${code}]`;
}

// The changed lines with a little around them; what is passed over in between stands as dots.
function toContext(lines: readonly Line[]): string[] {
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== " ");
  const shown: string[] = [];
  lines.forEach(({ sign, text }, at) => {
    // The first line says where the request goes.
    if (at === 0 || isNear(at)) shown.push(`${sign} ${text}`);
    else if (shown.at(-1) !== "  ...") shown.push("  ...");
  });
  return shown;
}
