import { useEffect, useState } from "react";
import { ask } from "../shared/client/ask.ts";
import { type FeedState, openFeed } from "../shared/live/feed.ts";
import type { Call, Change, Popup } from "../shared/nouns.ts";
import { applyChange, type DeskState, isMine } from "./desk-state.ts";

const READ = 100;

/** The calls of some extensions, kept up to date by the live feed. `extensions` are parted by commas. */
export function useDesk(extensions: string): { readonly desk: DeskState; readonly feed: FeedState } {
  const [desk, setDesk] = useState<DeskState>(new Map());
  const [feedState, setFeedState] = useState<FeedState>("connecting");
  useEffect(() => {
    const mine = new Set(extensions.split(",").filter(Boolean));
    const feed = openFeed();
    const take = (change: Change) => setDesk((before) => applyChange(before, change, mine));
    let wasLive = false;
    feed.listen({
      change: take,
      state(state) {
        setFeedState(state);
        // What came before the feed was open is read; what comes meanwhile is newer and comes by the feed once more.
        if (state === "live" && !wasLive) void readDesk(mine, take);
        wasLive ||= state === "live";
      },
    });
    return () => {
      feed.close();
      setDesk(new Map());
    };
  }, [extensions]);
  return { desk, feed: feedState };
}

async function readDesk(mine: ReadonlySet<string>, take: (change: Change) => void): Promise<void> {
  const { calls } = await ask("GET /api/v1/calls", { query: { limit: READ } }).catch(() => ({ calls: [] }));
  const own = (calls as unknown as Call[]).filter((call) => isMine(call, mine)).reverse();
  for (const call of own) take({ kind: "call", call, seq: 0, at: 0 });
  for (const { id, state } of own) {
    if (state === "ended") continue;
    const { popups } = await ask("GET /api/v1/calls/{id}", { path: { id } }).catch(() => ({ popups: [] }));
    for (const popup of popups as unknown as Popup[]) take({ kind: "popup", popup, seq: 0, at: 0 });
  }
}
