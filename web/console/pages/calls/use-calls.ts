import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";
import type { Call } from "../../../shared/nouns.ts";

const PAGE = 50;

/** The calls, page by page. */
export function useCalls() {
  const query = useInfiniteQuery({
    queryKey: ["calls"],
    queryFn: async ({ pageParam }) => {
      const { calls } = await ask("GET /api/v1/calls", { query: { limit: PAGE, ...pageParam } });
      return calls as unknown as readonly Call[];
    },
    initialPageParam: {} as { readonly before?: number; readonly beforeId?: string },
    getNextPageParam: (page) => {
      const last = page.at(-1);
      return page.length === PAGE && last ? { before: last.startedAt, beforeId: last.id } : undefined;
    },
  });
  return {
    rows: query.data?.pages.flat(),
    error: query.error,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}
