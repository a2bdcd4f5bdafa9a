import type { ExtensionNumber, FeatureName, Plan, Trigger } from "../../domain/index.ts";
import type { PastCall } from "./past-call.ts";

/** What one feature decided: it ordered a delivery or showed a pop-up, or it decided not to. */
export interface Decision {
  readonly feature: FeatureName;
  readonly verdict: "fired" | "skipped";
  readonly trigger: Trigger;
  readonly extension?: ExtensionNumber;
  /** Of a skip, stable. */
  readonly code?: string;
  /** Of a skip, a sentence for people. */
  readonly reason?: string;
}

/** What differs: `appears` and `vanishes` are told by what is done; other differences are `changes`. */
export interface DecisionDiff {
  readonly feature: FeatureName;
  readonly extension?: ExtensionNumber;
  readonly change: "appears" | "vanishes" | "changes";
  readonly before?: Decision;
  readonly after?: Decision;
}

/** The decisions that are stored of a call, without those of people. */
export function toPastDecisions({ deliveries, popups, skips }: PastCall): Decision[] {
  return settle([
    ...deliveries.map(({ feature, trigger }): Decision => ({ feature, verdict: "fired", trigger })),
    ...popups.map(({ trigger, extension }): Decision => ({ feature: "popup", verdict: "fired", trigger, extension })),
    ...skips.map(toDecision),
  ]);
}

export function toDecision(plan: Plan): Decision {
  const { feature, trigger } = plan;
  switch (plan.kind) {
    case "delivery":
      return { feature, verdict: "fired", trigger };
    case "popup":
      return { feature, verdict: "fired", trigger, extension: plan.extension };
    case "skip": {
      const { code, reason, extension } = plan;
      return { feature, verdict: "skipped", trigger, ...(extension !== undefined && { extension }), code, reason };
    }
  }
}

/** One decision for each feature and extension: what was left out at first and done after all counts as done. */
export function settle(decisions: readonly Decision[]): Decision[] {
  const known = new Map<string, Decision>();
  for (const one of decisions) {
    if (one.trigger === "manual" && one.verdict === "fired") continue;
    const before = known.get(keyOf(one));
    if (!before || (before.verdict === "skipped" && one.verdict === "fired")) known.set(keyOf(one), one);
  }
  return [...known.values()];
}

/** The differences, in the order in which the decisions would be made now. */
export function diffDecisions(then: readonly Decision[], now: readonly Decision[]): DecisionDiff[] {
  const before = new Map(then.map((one) => [keyOf(one), one]));
  const after = new Map(now.map((one) => [keyOf(one), one]));
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const one = is ?? was;
    if (!one || isSame(was, is)) return [];
    const change = is?.verdict === was?.verdict ? "changes" : toChange(was, is);
    return {
      feature: one.feature,
      ...(one.extension !== undefined && { extension: one.extension }),
      change,
      ...(was && { before: was }),
      ...(is && { after: is }),
    };
  });
}

function toChange(was: Decision | undefined, is: Decision | undefined): DecisionDiff["change"] {
  if (is?.verdict === "fired") return "appears";
  return was?.verdict === "fired" ? "vanishes" : "changes";
}

function keyOf({ feature, extension }: Decision): string {
  return `${feature} ${extension ?? ""}`;
}

function isSame(was: Decision | undefined, is: Decision | undefined): boolean {
  // Not every reason to leave something was written down at all times; nothing was done either way.
  if (!was || !is) return (was ?? is)?.verdict !== "fired";
  if (was.verdict !== is.verdict || was.trigger !== is.trigger || was.code !== is.code) return false;
  // How late it was depends on when it was looked at.
  return was.reason === is.reason || was.code === "stale";
}
