import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";
import type { ListedCall } from "../../../shared/nouns.ts";
import { type CallFilter, toQuery } from "./call-filter.ts";

const PAGE = 50;

interface Place {
  readonly before?: number;
  readonly beforeId?: string;
}

/** The calls that fit, page by page, the newest first. */
export function useCalls(filter: CallFilter) {
  const query = useInfiniteQuery({
    queryKey: ["calls", filter],
    queryFn: async ({ pageParam }) => {
      const { calls } = await ask("GET /api/v1/calls", { query: { limit: PAGE, ...toQuery(filter), ...pageParam } });
      return calls as readonly ListedCall[];
    },
    initialPageParam: {} as Place,
    getNextPageParam: (page): Place | undefined => {
      const last = page.at(-1);
      return page.length === PAGE && last ? { before: last.startedAt, beforeId: last.id } : undefined;
    },
    placeholderData: (before) => before,
  });
  return {
    rows: query.data?.pages.flat(),
    error: query.error,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}
