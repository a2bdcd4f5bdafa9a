import { SECOND } from "../base/index.ts";
import type { CallLeg, ExtensionNumber } from "../domain/index.ts";
import type { Facts } from "./facts.ts";
import { compareMarks, type Mark } from "./marks.ts";
import type { Parties } from "./parties.ts";

/** A part in the call with what the call does not show of it. */
export interface Part {
  readonly leg: CallLeg;
  /** The first that was told of it. */
  readonly firstAt: number;
  /** When it rang last, or was first told of. */
  readonly lastRingAt: number;
  /** When it answered last; a part that is told to have answered again, though it never left, has two answers. */
  readonly lastAnswerAt?: number;
}

type What = "started" | "ringing" | "answered" | "left";

interface Step {
  readonly what: What;
  readonly mark: Mark;
  readonly extension: string;
  readonly legId: string;
}

type Draft = { -readonly [Name in keyof CallLeg]: CallLeg[Name] };

/** The leg of an outbound call whose extension was never told: it is the caller's, whoever that is. */
const FAR_END = "far-end";

/** What lies no further apart than this may be one thing, told by clocks that count in seconds. */
export const AT_ONCE_MS = 2 * SECOND;

const RANK: Readonly<Record<What, number>> = { started: 0, ringing: 1, answered: 2, left: 3 };

/**
 * The parts that extensions had in the call, in order of time. An extension that rings again after it left or answered, or answers
 * again after it left, has a further leg, `2001~2`. Legs that nobody ended stay open.
 */
export function toParts(facts: Facts, parties: Parties): Part[] {
  const parts = [...groupByLeg(toSteps(facts, parties))].flatMap(([legId, own]) => splitIntoParts(legId, own));
  return parts.sort((a, b) => a.firstAt - b.firstAt || (a.leg.legId < b.leg.legId ? -1 : 1));
}

function toSteps({ marks }: Facts, parties: Parties): Step[] {
  const steps = (["started", "ringing", "answered", "left"] as const).flatMap((what) =>
    (marks[what] ?? []).map((mark) => toStep(what, mark, parties)),
  );
  for (const [at, extension] of marks.transferred ?? []) {
    steps.push({ what: "left", mark: [at, extension, "", "transferred"], extension, legId: "" });
  }
  return steps
    .filter(({ extension, legId }) => extension !== "" || legId !== "")
    .sort((a, b) => a.mark[0] - b.mark[0] || RANK[a.what] - RANK[b.what] || compareMarks(a.mark, b.mark));
}

function toStep(what: What, mark: Mark, parties: Parties): Step {
  const [_at, extension, legId] = mark;
  if (parties.direction !== "outbound" || extension !== "" || legId !== "") return { what, mark, extension, legId };
  return parties.caller ? { what, mark, extension: parties.caller, legId } : { what, mark, extension, legId: FAR_END };
}

// A step without a leg's id belongs to the latest leg of its extension that had begun by then; where the extension has no named
// leg, the extension itself names it.
function groupByLeg(steps: readonly Step[]): Map<string, Step[]> {
  const named = gather(steps, ({ legId }) => legId);
  const byExtension = gather([...named.values()], (own) => own.find(({ extension }) => extension)?.extension ?? "");
  const legOf = ({ legId, extension, mark: [at] }: Step) => {
    if (legId !== "") return legId;
    const own = byExtension.get(extension);
    const leg = own?.findLast(([first]) => first && first.mark[0] <= at) ?? own?.[0];
    return leg?.[0]?.legId ?? extension;
  };
  return gather(steps, legOf);
}

/** Items by key, in their order; those without a key are left out. */
function gather<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else if (key !== "") groups.set(key, [item]);
  }
  return groups;
}

function splitIntoParts(legId: string, steps: readonly Step[]): Part[] {
  const extension = steps.find((step) => step.extension !== "")?.extension as ExtensionNumber | undefined;
  const parts: { leg: Draft; firstAt: number; lastRingAt: number; lastAnswerAt?: number }[] = [];
  for (const { what, mark } of steps) {
    const [at, , , reason] = mark;
    let part = parts.at(-1);
    // Who leaves twice is told twice to have left; but one who hands the call on had it again.
    const isOver =
      part?.leg.endedAt !== undefined &&
      (what !== "left" || (reason === "transferred" && at > part.leg.endedAt + AT_ONCE_MS));
    const isBack = what === "ringing" && at > (part?.leg.answeredAt ?? at) + AT_ONCE_MS;
    if (!part || isOver || isBack) {
      const name = parts.length === 0 ? legId : `${legId}~${parts.length + 1}`;
      part = { leg: { legId: name, ...(extension !== undefined && { extension }) }, firstAt: at, lastRingAt: at };
      parts.push(part);
    }
    const { leg } = part;
    if (what === "ringing") {
      leg.ringingAt ??= at;
      part.lastRingAt = at;
    }
    if (what === "answered") {
      leg.answeredAt ??= at;
      part.lastAnswerAt = at;
    }
    if (what === "left") {
      leg.endedAt ??= at;
      if (reason !== "") leg.endReason ??= reason;
    }
  }
  return parts;
}
