import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";
import type { ListedCall } from "../../../shared/nouns.ts";
import { type CallFilter, hasName, nameOf, toQuery } from "./call-filter.ts";

const PAGE = 50;
/** A search for a name looks at so many calls before it shows what it found and asks whether to look further back. */
const SEARCHED = 1000;
const READ_AT_ONCE = 200;

interface Place {
  readonly before?: number;
  readonly beforeId?: string;
}

/** The calls that fit, page by page, the newest first. `oldest` = how far back was looked. */
export function useCalls(filter: CallFilter) {
  const query = useInfiniteQuery({
    queryKey: ["calls", filter],
    queryFn: ({ pageParam }) => readPage(filter, pageParam),
    initialPageParam: {} as Place,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  return {
    rows: query.data?.pages.flatMap(({ calls }) => calls),
    oldest: query.data?.pages.at(-1)?.oldest,
    error: query.error,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}

async function readPage(filter: CallFilter, place: Place) {
  const name = nameOf(filter);
  const limit = name === undefined ? PAGE : READ_AT_ONCE;
  const calls: ListedCall[] = [];
  let next: Place | undefined = place;
  let oldest: number | undefined;
  for (let read = 0; next && calls.length < PAGE && read < SEARCHED; read += limit) {
    const answer: { readonly calls: readonly unknown[] } = await ask("GET /api/v1/calls", {
      query: { limit, ...toQuery(filter), ...next },
    });
    const found = answer.calls as readonly ListedCall[];
    calls.push(...found.filter((call) => name === undefined || hasName(call, name)));
    const last = found.at(-1);
    oldest = last?.startedAt ?? oldest;
    next = found.length === limit && last ? { before: last.startedAt, beforeId: last.id } : undefined;
  }
  return { calls, next, oldest };
}
