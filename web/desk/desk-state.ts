import type { Call, Change, Delivery, Match, Popup } from "../shared/nouns.ts";
import { hasTalked, isMine, isOwn, isWithMe, type Own } from "./own.ts";

/** What was written about a call. */
export interface Note {
  readonly text: string;
  readonly tags: readonly string[];
}

/** A call as the desk shows it. */
export interface DeskCall {
  readonly call: Call;
  /** Who it is, by integration. */
  readonly matches: Readonly<Record<string, Match>>;
  /** For this desk's extensions, by id. */
  readonly popups: Readonly<Record<string, Popup>>;
  /** The contact that was ordered by hand or is created by itself. */
  readonly creation?: Delivery;
  /** Absent until it was read. */
  readonly note?: Note;
}

/** What the desk knows, by call. */
export type DeskState = ReadonlyMap<string, DeskCall>;

/** A call as it was read, in place of what was known of it, or (`fill`) beside it: what came by the feed meanwhile is newer. */
export type ReadCall = { readonly kind: "read" | "fill" } & Omit<DeskCall, "popups"> & {
    readonly popups: readonly Popup[];
  };

/** What the desk is told: a change of the feed, a call as it was read, a note as it was saved. */
export type News = Change | ReadCall | { readonly kind: "note"; readonly callId: string; readonly note: Note };

const KEPT = 200;
const WRAP_UP_MS = 15 * 60_000;

/** Takes one piece of news; the same twice gives the same. What is of other extensions is left out. */
export function applyNews(state: DeskState, news: News, own: readonly Own[]): DeskState {
  switch (news.kind) {
    case "call":
      return isMine(news.call, own) || state.has(news.call.id) ? put(state, news.call.id, { call: news.call }) : state;
    case "read":
    case "fill": {
      const { kind, popups, ...rest } = news;
      if (!isMine(news.call, own)) return state;
      const mine = popups.filter((one) => isOwn(one.extension, news.call.connectionId, own));
      const read = { ...rest, popups: Object.fromEntries(mine.map((one) => [one.id, one])) };
      const known = kind === "fill" ? state.get(news.call.id) : undefined;
      return put(state, news.call.id, {
        ...read,
        ...known,
        matches: { ...read.matches, ...known?.matches },
        popups: { ...read.popups, ...known?.popups },
      });
    }
    case "match":
      return change(state, news.callId, ({ matches }) => ({
        matches: { ...matches, [news.integrationId]: news.match },
      }));
    case "popup": {
      const { popup } = news;
      return change(state, popup.callId, ({ call, popups }) =>
        isOwn(popup.extension, call.connectionId, own) ? { popups: { ...popups, [popup.id]: popup } } : {},
      );
    }
    case "note":
      return change(state, news.callId, () => ({ note: news.note }));
    case "delivery": {
      const { delivery } = news;
      if (delivery.feature !== "contact-creation") return state;
      return change(state, delivery.callId, () => ({ creation: delivery }));
    }
    default:
      return state;
  }
}

/** The calls in the order in which they are shown. */
export interface Listed {
  /** With one of the extensions now. */
  readonly now: readonly DeskCall[];
  /** The one that was talked in last, until it is put aside: its note is perhaps not written yet. */
  readonly wrapUp?: DeskCall;
  /** The others: over, or with somebody else now. */
  readonly past: readonly DeskCall[];
}

/** `aside` are ids of calls that were put aside; `at` is now (ms since 1970). */
export function listDesk(state: DeskState, own: readonly Own[], aside: readonly string[], at: number): Listed {
  const all = [...state.values()].sort((a, b) => b.call.startedAt - a.call.startedAt);
  const now = all.filter(({ call }) => isWithMe(call, own));
  const past = all.filter(({ call }) => !isWithMe(call, own));
  const last = past.find(({ call }) => hasTalked(call, own));
  const isFresh = last && (last.call.endedAt ?? at) > at - WRAP_UP_MS && !aside.includes(last.call.id);
  return isFresh ? { now, wrapUp: last, past: past.filter((one) => one !== last) } : { now, past };
}

const ORDER: readonly Match["state"][] = ["none", "failed", "pending", "unknown", "ambiguous", "known"];

/** Who the other party is, as far as any helpdesk says, and which integration says it. */
export function whoIs({ matches }: DeskCall): { readonly integrationId: string; readonly match: Match } | undefined {
  const best = Object.entries(matches).reduce<[string, Match] | undefined>(
    (before, one) => (before && ORDER.indexOf(before[1].state) >= ORDER.indexOf(one[1].state) ? before : one),
    undefined,
  );
  return best && { integrationId: best[0], match: best[1] };
}

/** The newest pop-up that still stands. */
export function standingPopup({ popups }: DeskCall): Popup | undefined {
  return Object.values(popups)
    .filter(({ state }) => state === "shown")
    .reduce<Popup | undefined>((best, one) => (best && best.createdAt >= one.createdAt ? best : one), undefined);
}

// Who somebody is and what opens for them is news only of a call that is known.
function change(state: DeskState, id: string, to: (before: DeskCall) => Partial<DeskCall>): DeskState {
  const known = state.get(id);
  return known ? put(state, id, to(known)) : state;
}

function put(state: DeskState, id: string, part: Partial<DeskCall>): DeskState {
  const next = new Map(state).set(id, { matches: {}, popups: {}, ...state.get(id), ...part } as DeskCall);
  if (next.size <= KEPT) return next;
  const oldest = [...next.values()].sort((a, b) => a.call.startedAt - b.call.startedAt);
  for (const { call } of oldest.slice(0, next.size - KEPT)) next.delete(call.id);
  return next;
}
