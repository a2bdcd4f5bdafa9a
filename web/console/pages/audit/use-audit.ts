import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";
import { beginOf, readDay } from "../../../shared/day.ts";

const PAGE = 50;

/** One entry of the log. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly who: {
    readonly kind: "person" | "token" | "config" | "system";
    readonly id: string;
    readonly name: string;
    readonly address: string;
  };
  readonly action: string;
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly hash: string;
}

/** Which entries are looked for; it stands in the address. */
export interface AuditFilter {
  /** Id of a person or token. */
  readonly who?: string | undefined;
  readonly action?: string | undefined;
  /** Days, as 2026-05-31; both are within. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function readAuditFilter(search: Readonly<Record<string, unknown>>): AuditFilter {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" || typeof value === "number" ? String(value).trim() || undefined : undefined;
  };
  return { who: text("who"), action: text("action"), from: readDay(search.from), to: readDay(search.to) };
}

/** The entries that fit, page by page, the newest first. */
export function useAudit({ who, action, from, to }: AuditFilter) {
  const query = useInfiniteQuery({
    queryKey: ["audit", { who, action, from, to }],
    queryFn: async ({ pageParam }) => {
      const answer = await ask("GET /api/v1/audit", {
        query: {
          who,
          action,
          ...(from && { from: beginOf(from) }),
          ...(to && { to: beginOf(to, 1) }),
          before: pageParam,
          limit: PAGE,
        },
      });
      return answer.entries as readonly unknown[] as readonly Entry[];
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (entries) => (entries.length === PAGE ? entries.at(-1)?.seq : undefined),
    placeholderData: (before) => before,
  });
  return {
    rows: query.data?.pages.flat(),
    error: query.error,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}

/** Goes through the whole chain. */
export function useVerify() {
  return useMutation({ mutationFn: () => ask("GET /api/v1/audit/verify") });
}
