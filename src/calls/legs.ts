import type { CallLeg, ExtensionNumber } from "../domain/index.ts";
import type { Facts, Told } from "./facts.ts";
import type { Parties } from "./parties.ts";

interface Mark {
  readonly at: number;
  readonly what: "started" | "ringing" | "answered" | "left";
  readonly extension?: ExtensionNumber;
  readonly legId?: string;
  readonly reason?: string;
}

type Draft = { -readonly [Name in keyof CallLeg]: CallLeg[Name] } & { first: number };

/** The leg of an outbound call whose extension was never told: it is the caller's, whoever that is. */
const FAR_END = "far-end";

const RANK: Readonly<Record<Mark["what"], number>> = { started: 0, ringing: 1, answered: 2, left: 3 };

/**
 * The parts that extensions had in the call, in order of time. An extension that left and is rung or answers again has a further leg,
 * `2001~2`. Legs that nobody ended stay open.
 */
export function toLegs(facts: Facts, parties: Parties): CallLeg[] {
  const marks = facts.told.flatMap((told) => toMarks(told, parties));
  const drafts = [...groupByLeg(marks)].flatMap(([legId, own]) => splitIntoLegs(legId, own));
  drafts.sort((a, b) => a.first - b.first || (a.legId < b.legId ? -1 : 1));
  return drafts.map(({ first: _, ...leg }) => leg);
}

function toMarks(told: Told, parties: Parties): Mark[] {
  const at = told.occurredAt;
  switch (told.kind) {
    case "started":
    case "ringing":
    case "answered":
    case "left": {
      const outbound = parties.direction === "outbound" && told.legId === undefined;
      const extension = told.extension || (outbound ? parties.caller : undefined);
      const legId = told.legId ?? (outbound && !extension ? FAR_END : undefined);
      if (!extension && legId === undefined) return [];
      const reason = told.kind === "left" ? told.reason : undefined;
      return [{ at, what: told.kind, ...named(extension, legId), ...(reason !== undefined && { reason }) }];
    }
    case "transferred":
      return told.extension ? [{ at, what: "left", extension: told.extension, reason: "transferred" }] : [];
    default:
      return [];
  }
}

function named(extension: ExtensionNumber | undefined, legId: string | undefined): Pick<Mark, "extension" | "legId"> {
  return { ...(extension && { extension }), ...(legId !== undefined && { legId }) };
}

// A mark without a leg's id belongs to the latest leg of its extension that had begun by then; where the extension has no named
// leg, the extension itself names it.
function groupByLeg(marks: readonly Mark[]): Map<string, Mark[]> {
  const legs = new Map<string, Mark[]>();
  const put = (legId: string, mark: Mark) => legs.set(legId, [...(legs.get(legId) ?? []), mark]);
  for (const mark of marks) if (mark.legId !== undefined) put(mark.legId, mark);
  const namedLegs = [...legs].map(([legId, own]) => ({
    legId,
    extension: extensionOf(own),
    first: Math.min(...own.map((one) => one.at)),
  }));
  namedLegs.sort((a, b) => a.first - b.first || (a.legId < b.legId ? -1 : 1));
  for (const mark of marks) {
    if (mark.legId !== undefined || mark.extension === undefined) continue;
    const own = namedLegs.filter((leg) => leg.extension === mark.extension);
    const leg = own.findLast((one) => one.first <= mark.at) ?? own[0];
    put(leg?.legId ?? mark.extension, mark);
  }
  return legs;
}

function extensionOf(marks: readonly Mark[]): ExtensionNumber | undefined {
  return marks.find((mark) => mark.extension !== undefined)?.extension;
}

function splitIntoLegs(legId: string, unordered: readonly Mark[]): Draft[] {
  const marks = [...unordered].sort((a, b) => a.at - b.at || RANK[a.what] - RANK[b.what]);
  const extension = extensionOf(marks);
  const drafts: Draft[] = [];
  for (const mark of marks) {
    let draft = drafts.at(-1);
    if (!draft || (draft.endedAt !== undefined && mark.what !== "left")) {
      draft = {
        legId: drafts.length === 0 ? legId : `${legId}~${drafts.length + 1}`,
        ...(extension !== undefined && { extension }),
        first: mark.at,
      };
      drafts.push(draft);
    }
    if (mark.what === "ringing") draft.ringingAt ??= mark.at;
    if (mark.what === "answered") draft.answeredAt ??= mark.at;
    if (mark.what === "left") {
      draft.endedAt ??= mark.at;
      if (mark.reason !== undefined) draft.endReason ??= mark.reason;
    }
  }
  return drafts;
}
