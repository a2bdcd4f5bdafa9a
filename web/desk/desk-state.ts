import type { Call, Change, Match, Popup } from "../shared/nouns.ts";

/** A call as the desk shows it. */
export interface DeskCall {
  readonly call: Call;
  readonly match?: Match;
  /** The newest pop-up for this desk's extensions. */
  readonly popup?: Popup;
}

/** What the desk knows, by call. */
export type DeskState = ReadonlyMap<string, DeskCall>;

const KEPT = 100;

/** Takes one change of the feed; the same twice gives the same. What is of other extensions is left out. */
export function applyChange(state: DeskState, change: Change, mine: ReadonlySet<string>): DeskState {
  switch (change.kind) {
    case "call":
      return isMine(change.call, mine) ? put(state, change.call.id, { call: change.call }) : state;
    case "match":
      return change.match.state === "none" ? state : put(state, change.callId, { match: change.match });
    case "popup":
      return mine.has(change.popup.extension) ? put(state, change.popup.callId, { popup: change.popup }) : state;
    default:
      return state;
  }
}

/** Whether one of the extensions has a part in the call. */
export function isMine(call: Pick<Call, "extension" | "legs">, mine: ReadonlySet<string>): boolean {
  return [call.extension, ...call.legs.map(({ extension }) => extension)].some(
    (one) => one !== undefined && mine.has(one),
  );
}

/** The calls that go on, then the others, each the newest first. */
export function listDesk(state: DeskState): { readonly now: DeskCall[]; readonly past: DeskCall[] } {
  const all = [...state.values()].sort((a, b) => b.call.startedAt - a.call.startedAt);
  return {
    now: all.filter(({ call }) => call.state !== "ended"),
    past: all.filter(({ call }) => call.state === "ended"),
  };
}

function put(state: DeskState, id: string, part: Partial<DeskCall>): DeskState {
  const known = state.get(id);
  // Who somebody is and what opens for them is news only of a call that is known.
  if (!known && !part.call) return state;
  const next = new Map(state).set(id, { ...known, ...part } as DeskCall);
  for (const old of [...next.keys()].slice(0, Math.max(0, next.size - KEPT))) next.delete(old);
  return next;
}
