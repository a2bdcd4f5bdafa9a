import { describe, expect, it } from "vitest";
import { type Call, type Match, type Plan, toExtensionNumber } from "../domain/index.ts";
import {
  AMBIGUOUS,
  ANSWERED,
  type aContext,
  FAILED,
  IN_TALK,
  KNOWN,
  MISSED,
  PENDING,
  plansOf,
  RINGING,
  UNKNOWN,
} from "./a-context.test.data.ts";
import { choiceUntil } from "./contact-creation.ts";
import { type FeatureContext, isOver } from "./context.ts";
import { planFeatures } from "./plan-features.ts";

/** One value for each axis of a table. */
export type Combination = Readonly<Record<string, string>>;
type Given = NonNullable<Parameters<typeof aContext>[1]>;

/**
 * A feature's decisions as rows of text. A row names a value for each axis (`*` any, `a,b` either, `!a` any other) and the effect:
 * what is planned; `later` = nothing before the call has settled; `wait` = something else has to come to its end first;
 * `nothing (why)` = the feature is not concerned; `internal` = the one skip that speaks for all features. `{axis}` stands for the combination's value.
 */
export interface DecisionTable {
  readonly feature: Plan["feature"];
  /** Which of the feature's decisions these are, where it has several tables. */
  readonly title?: string;
  readonly axes: Readonly<Record<string, readonly string[]>>;
  /** Leaves out what cannot happen. */
  readonly isPossible?: (combination: Combination) => boolean;
  readonly toContext: (combination: Combination) => FeatureContext;
  readonly rows: string;
}

export const DIRECTIONS = ["inbound", "outbound", "internal"] as const;
/** How far a call has come; `hung-up` has ended, and its late events may still come; what follows has settled. */
export const STAGES = [
  "ringing",
  "talking",
  "hung-up",
  "answered",
  "no-answer",
  "busy",
  "failed",
  "voicemail",
] as const;
const LIVE: readonly string[] = ["ringing", "talking", "hung-up"];

export function isSettled({ stage }: Combination): boolean {
  return !LIVE.includes(stage as string);
}

export function isAnswered({ stage }: Combination): boolean {
  return stage === "talking" || stage === "hung-up" || stage === "answered";
}

const CALLS: Readonly<Record<string, Call>> = {
  ringing: RINGING,
  talking: IN_TALK,
  "hung-up": ANSWERED,
  answered: ANSWERED,
  "no-answer": MISSED,
  busy: { ...MISSED, disposition: "busy" },
  failed: { ...MISSED, disposition: "failed" },
  voicemail: { ...MISSED, disposition: "voicemail" },
};

/** The call of a combination: its direction, its stage, and no number where the match is `withheld`. */
export function toCall({ direction, stage, match }: Combination): Call {
  const call = CALLS[stage as string] as Call;
  return {
    ...call,
    direction: direction as Call["direction"],
    ...(direction !== "inbound" && { extension: toExtensionNumber("2001") }),
    ...(match === "withheld" && { externalNumber: "" }),
  };
}

const NONE: Match = { state: "none", reason: "there is nobody to look up" };
const MATCHES: Readonly<Record<string, Given>> = {
  known: { match: KNOWN },
  /** Several contacts, and a policy that chooses none of them. */
  several: { match: AMBIGUOUS, settings: { matching: { severalContacts: "none" } } },
  /** Several contacts, and the agent is still asked. */
  choosing: { match: AMBIGUOUS, settings: { matching: { severalContacts: "ask" } } },
  /** Several contacts, and the agent did not answer in time. */
  unchosen: { match: AMBIGUOUS, settings: { matching: { severalContacts: "ask", askMinutes: 0 } } },
  /** Nobody, and no contact is going to be created. */
  unknown: { match: UNKNOWN, settings: { contactCreation: { method: "off" } } },
  /** Nobody, and whether a contact is created is the agent's business. */
  "by-hand": { match: UNKNOWN, settings: { contactCreation: { method: "manual" } } },
  /** Nobody, and a contact is about to be created. */
  creating: { match: UNKNOWN, settings: { contactCreation: { inbound: true, outbound: true } } },
  /** Nobody, and the contact's creation was given up. */
  uncreated: {
    match: UNKNOWN,
    settings: { contactCreation: { inbound: true, outbound: true } },
    deliveries: [{ feature: "contact-creation", trigger: "ringing", state: "dead", note: "the helpdesk refused it" }],
  },
  pending: { match: PENDING },
  failed: { match: FAILED },
  none: { match: NONE },
  withheld: { match: NONE },
};
export const MATCH_NAMES = Object.keys(MATCHES);

/** What a combination's match means for its context. */
export function toMatch({ match }: Combination): Given {
  return MATCHES[match as string] as Given;
}

/** One test for each row, over all combinations that it speaks of; and one that every combination has exactly one row. */
export function describeDecisions({
  feature,
  title = "",
  axes,
  isPossible = () => true,
  toContext,
  rows,
}: DecisionTable): void {
  const combinations = expand(axes).filter(isPossible);
  const rules = readRows(rows, axes);
  describe(`the decisions of ${feature} ${title}`.trim(), () => {
    it("are one for each combination", () => {
      const wrong = combinations.filter((one) => rules.filter((rule) => rule.isFor(one)).length !== 1);
      expect(
        wrong
          .slice(0, 5)
          .map((one) => ({ ...one, rows: rules.filter((rule) => rule.isFor(one)).map((rule) => rule.text) })),
      ).toEqual([]);
    });

    it.each(rules)("$text", ({ isFor, effect }) => {
      const own = combinations.filter(isFor);
      expect(own.length).toBeGreaterThan(0);
      const wrong = own.flatMap((combination) => {
        const found = findFault(feature, fill(effect, combination), toContext(combination));
        return found === undefined ? [] : [{ ...combination, found }];
      });
      expect(wrong.slice(0, 5)).toEqual([]);
    });
  });
}

function fill(effect: string, combination: Combination): string {
  return effect.replace(/\{(\w+)\}/g, (_whole, axis: string) => combination[axis] as string);
}

function findFault(feature: Plan["feature"], effect: string, context: FeatureContext): string | undefined {
  const found = plansOf(feature, context).join(" + ");
  const silent = planFeatures(context).find((plan) => plan.kind === "skip" && !isSentence(plan.reason));
  if (silent) return `a skip without a sentence: ${JSON.stringify(silent)}`;
  if (effect === "internal") {
    const all = planFeatures(context).flatMap((plan) => (plan.kind === "skip" ? [plan.code] : [plan.kind]));
    return all.join() === (context.settled ? "internal-call" : "") ? undefined : all.join();
  }
  const isNothing = effect === "later" || effect === "wait" || effect.startsWith("nothing (");
  if (found !== (isNothing ? "" : effect)) return found || "nothing";
  if (effect === "later" && context.settled) return "nothing, though nothing more is to be heard of the call";
  if (effect === "wait" && !isAwaited(feature, context)) return "a wait for nothing";
  return undefined;
}

// Something else is still to be carried out, or the agent may still choose.
function isAwaited(feature: Plan["feature"], context: FeatureContext): boolean {
  const { match, settings, deliveries, now } = context;
  const until = choiceUntil(context) ?? Number.POSITIVE_INFINITY;
  if (match.state === "ambiguous" && settings.matching.severalContacts === "ask" && now < until) return true;
  return planFeatures(context).some((plan) => {
    if (plan.kind !== "delivery" || plan.feature === feature) return false;
    const known = deliveries.find((one) => one.feature === plan.feature && one.trigger === plan.trigger);
    return known === undefined || !isOver(known);
  });
}

function isSentence(reason: string): boolean {
  return /^\S+( \S+){3,}$/.test(reason) && !/undefined|null|NaN|\[object/.test(reason);
}

function expand(axes: DecisionTable["axes"]): Combination[] {
  let all: Combination[] = [{}];
  for (const [axis, values] of Object.entries(axes)) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [axis]: value })));
  }
  return all;
}

interface Rule {
  readonly text: string;
  readonly effect: string;
  readonly isFor: (combination: Combination) => boolean;
}

function readRows(rows: string, axes: DecisionTable["axes"]): Rule[] {
  const [header, ...lines] = rows
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const names = Object.keys(axes);
  expect(header).toEqual([...names, "effect"]);
  return lines.map((cells) => {
    expect(cells).toHaveLength(names.length + 1);
    const wanted = names.map((name, at) => readCell(cells[at] as string, axes[name] as readonly string[]));
    const effect = cells.at(-1) as string;
    const isFor = (one: Combination) => names.every((name, at) => wanted[at]?.has(one[name] as string));
    return { text: cells.join(" | "), effect, isFor };
  });
}

function readCell(cell: string, values: readonly string[]): ReadonlySet<string> {
  if (cell === "*") return new Set(values);
  const isNot = cell.startsWith("!");
  const named = cell
    .slice(isNot ? 1 : 0)
    .split(",")
    .flatMap((name) => GROUPS[name] ?? [name]);
  for (const name of named) expect(GROUPED.includes(name) ? [...values, name] : values).toContain(name);
  return new Set(isNot ? values.filter((value) => !named.includes(value)) : named);
}

/** Names for several values. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  live: LIVE,
  settled: STAGES.filter((stage) => !LIVE.includes(stage)),
  missed: ["no-answer", "busy", "failed", "voicemail"],
};
const GROUPED = Object.values(GROUPS).flat();
