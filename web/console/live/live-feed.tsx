import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type Feed, type FeedState, openFeed } from "../../shared/live/feed.ts";
import { createRefresher } from "./refresher.ts";

const FeedContext = createContext<Feed | undefined>(undefined);

/** Follows the live feed while it is shown, and keeps what was read up to date with it. */
export function LiveFeed({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [feed, setFeed] = useState<Feed>();
  useEffect(() => {
    const opened = openFeed();
    const refresher = createRefresher(client);
    let wasLive = false;
    opened.listen({
      change: refresher.take,
      state(state) {
        // What was read before the feed was open may have changed in between.
        if (state === "live" && !wasLive) void client.invalidateQueries();
        wasLive ||= state === "live";
      },
    });
    setFeed(opened);
    return () => {
      refresher.stop();
      opened.close();
    };
  }, [client]);
  return <FeedContext.Provider value={feed}>{children}</FeedContext.Provider>;
}

/** Whether the page hears of what happens. */
export function useFeedState(): FeedState {
  const feed = useContext(FeedContext);
  const [state, setState] = useState<FeedState>("connecting");
  useEffect(() => {
    if (!feed) return;
    setState(feed.state);
    return feed.listen({ state: setState });
  }, [feed]);
  return state;
}
