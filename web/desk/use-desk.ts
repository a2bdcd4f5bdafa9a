import { useCallback, useEffect, useState } from "react";
import { type Answer, ask } from "../shared/client/ask.ts";
import { type FeedState, openFeed } from "../shared/live/feed.ts";
import type { Call, Change, Delivery, Match, Popup } from "../shared/nouns.ts";
import { applyNews, type DeskState, type News, type Note, type ReadCall } from "./desk-state.ts";
import { isMine, isOwn, type Own } from "./own.ts";

const READ = 100;
/** Calls that go on or have ended so lately are read in full: their pop-ups and notes may matter yet. */
const RECENT_MS = 15 * 60_000;

/** What the desk's page works with. */
export interface Desk {
  readonly desk: DeskState;
  readonly feed: FeedState;
  /** Reads one call in full, such as a past one that is looked at. */
  read(callId: string): Promise<void>;
  /** A note was saved. */
  noted(callId: string, note: Note): void;
}

/** The calls of some extensions, kept up to date by the live feed. `take` hears of each pop-up that is for them, also of old ones. */
export function useDesk(own: readonly Own[], take: (popup: Popup) => void): Desk {
  const [desk, setDesk] = useState<DeskState>(new Map());
  const [feedState, setFeedState] = useState<FeedState>("connecting");
  useEffect(() => {
    const feed = openFeed();
    const calls = new Map<string, Call>();
    // What comes while calls are being read is newer than what was read, or the same.
    let held: Change[] | undefined;
    const hear = (news: News) => {
      const before = "call" in news ? calls.get(news.call.id) : undefined;
      // New to this desk: one may have gone through a menu or a queue before it came to its extensions.
      const isNew = news.kind === "call" && isMine(news.call, own) && !(before && isMine(before, own));
      if ("call" in news) calls.set(news.call.id, news.call);
      setDesk((before) => applyNews(before, news, own));
      // Others may have had it before: who it is and what they wrote was told before it came here.
      if (isNew && news.seq > 0) readCall(news.call.id, "fill").then(hear, () => undefined);
      const popups = news.kind === "popup" ? [news.popup] : "popups" in news ? news.popups : [];
      for (const popup of popups) {
        const connectionId = calls.get(popup.callId)?.connectionId;
        if (connectionId !== undefined && isOwn(popup.extension, connectionId, own)) take(popup);
      }
    };
    const readAll = async () => {
      if (held) return;
      held = [];
      await readDesk(own, hear).catch(() => undefined);
      const came = held;
      held = undefined;
      for (const change of came) hear(change);
    };
    feed.listen({
      change: (change) => (held ? held.push(change) : hear(change)),
      state(state) {
        setFeedState(state);
        // Also after a loss: the feed goes on behind the last change, but keeps changes for some days only.
        if (state === "live") void readAll();
      },
    });
    return () => {
      feed.close();
      setDesk(new Map());
    };
  }, [own, take]);
  const read = useCallback(
    async (callId: string) => {
      const news = await readCall(callId, "fill");
      setDesk((before) => applyNews(before, news, own));
    },
    [own],
  );
  const noted = useCallback(
    (callId: string, note: Note) => setDesk((before) => applyNews(before, { kind: "note", callId, note }, own)),
    [own],
  );
  return { desk, feed: feedState, read, noted };
}

async function readDesk(own: readonly Own[], hear: (news: News) => void): Promise<void> {
  const { calls } = await ask("GET /api/v1/calls", { query: { limit: READ } });
  const mine = (calls as unknown as Call[]).filter((call) => isMine(call, own)).reverse();
  for (const call of mine) hear({ kind: "call", call, seq: 0, at: 0 });
  const isRecent = ({ state, endedAt = 0 }: Call) => state !== "ended" || endedAt > Date.now() - RECENT_MS;
  for (const { id } of mine.filter(isRecent)) hear(await readCall(id, "read"));
}

async function readCall(id: string, kind: ReadCall["kind"]): Promise<ReadCall> {
  const { call, links, popups, deliveries, note } = await ask("GET /api/v1/calls/{id}", { path: { id } });
  // One that was ordered by hand supersedes the one that failed by itself.
  const creation = (deliveries as unknown as Delivery[]).findLast(({ feature }) => feature === "contact-creation");
  return {
    kind,
    call: call as unknown as Call,
    matches: toMatches(links),
    popups: popups as unknown as Popup[],
    note: note ?? { text: "", tags: [] },
    ...(creation && { creation }),
  };
}

function toMatches(links: Answer<"GET /api/v1/calls/{id}">["links"]): Record<string, Match> {
  return Object.fromEntries(links.map(({ integrationId, match }) => [integrationId, match as Match]));
}
