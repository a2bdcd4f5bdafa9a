import type { PhoneEvent } from "../domain/index.ts";

/**
 * What happened to a leg. `transferred` is kept apart from `left`: it tells also where the call went. `summary` is no moment of a leg:
 * the PBX's record names somebody who talked.
 */
export type MarkKind = "started" | "ringing" | "answered" | "left" | "transferred" | "summary";

/** One thing that happened to one leg: when, to whom (`""` = not told), and why it left or to which extension it was transferred. */
export type Mark = readonly [at: number, extension: string, legId: string, detail: string];

/** Sets, each in order of time. */
export type Marks = { readonly [Kind in MarkKind]?: readonly Mark[] };

/** So many of a kind are kept from the beginning of a call, and as many from its end: what a long call costs stays within bounds. */
const KEPT = 64;

/** Whether the middle of the marks of this kind may have been left out. */
export function isCut(marks: readonly Mark[] | undefined): boolean {
  return marks !== undefined && marks.length >= 2 * KEPT;
}

/** Adds what the event tells about a leg. Gives the same object when it is known already, or falls into a middle that is left out. */
export function addMark(marks: Marks, event: PhoneEvent): Marks {
  const mark = toMark(event);
  if (!mark) return marks;
  const kind = event.kind as MarkKind; // Events of other kinds have no mark.
  const before = marks[kind] ?? [];
  const after = insert(before, mark);
  return after === before ? marks : { ...marks, [kind]: after };
}

function toMark(event: PhoneEvent): Mark | undefined {
  switch (event.kind) {
    case "started":
    case "ringing":
    case "answered":
      return [event.occurredAt, event.extension ?? "", event.legId ?? "", ""];
    case "left":
      return [event.occurredAt, event.extension ?? "", event.legId ?? "", event.reason ?? ""];
    case "transferred":
      return [event.occurredAt, event.extension ?? "", "", event.toExtension ?? ""];
    case "summary": {
      const talked = event.disposition === undefined || event.disposition === "answered";
      return talked && event.extension ? [event.occurredAt, event.extension, "", ""] : undefined;
    }
    default:
      return undefined;
  }
}

// The earliest and the latest of a set do not depend on the order in which it was gathered, so neither does what is kept.
function insert(marks: readonly Mark[], added: Mark): readonly Mark[] {
  let place = marks.length;
  while (place > 0 && compareMarks(marks[place - 1] as Mark, added) > 0) place--;
  const before = marks[place - 1];
  if (before && compareMarks(before, added) === 0) return marks;
  if (marks.length < 2 * KEPT) return marks.toSpliced(place, 0, added);
  if (place === KEPT) return marks;
  const after = marks.toSpliced(place, 0, added);
  after.splice(KEPT, 1);
  return after;
}

/** By time; what is of one time, in some order that is always the same. */
export function compareMarks(a: Mark, b: Mark): number {
  return a[0] - b[0] || compareText(a[1], b[1]) || compareText(a[2], b[2]) || compareText(a[3], b[3]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
