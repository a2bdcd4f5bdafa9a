import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ask } from "../../../shared/client/ask.ts";
import type { Attempt, Call, Delivery } from "../../../shared/nouns.ts";
import { type DeliveryFilter, type toBulk, toQuery } from "./delivery-filter.ts";

/** The bulk routes change so many at once. */
export const AT_ONCE = 1000;
const COUNTED_AT_ONCE = 200;

/** A delivery of a list, with who its call was with. */
export type ListedDelivery = Delivery & {
  readonly call?: Pick<Call, "direction" | "externalNumber" | "externalName">;
};

/** The deliveries that fit, page by page, the newest first. */
export function useDeliveries(filter: DeliveryFilter) {
  const query = useInfiniteQuery({
    queryKey: ["deliveries", filter],
    queryFn: ({ pageParam }) => ask("GET /api/v1/deliveries", { query: { ...toQuery(filter), before: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  return {
    rows: query.data?.pages.flatMap(({ deliveries }) => deliveries as readonly unknown[] as readonly ListedDelivery[]),
    error: query.error,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}

/** How many a bulk change would change, up to {@link AT_ONCE}. */
export function useCount(bulk: NonNullable<ReturnType<typeof toBulk>>) {
  return useQuery({
    queryKey: ["deliveries", "count", bulk],
    queryFn: async () => {
      const { inDoubt, ...query } = bulk;
      let count = 0;
      let before: string | undefined;
      do {
        const { deliveries, next } = await ask("GET /api/v1/deliveries", {
          query: { ...query, ...(inDoubt && { inDoubt: "true" }), before, limit: COUNTED_AT_ONCE },
        });
        count += deliveries.length;
        before = next;
      } while (before !== undefined && count < AT_ONCE);
      return count;
    },
  });
}

/** One delivery with its attempts. */
export function useDelivery(id: string) {
  return useQuery({
    queryKey: ["delivery", id],
    queryFn: async () =>
      (await ask("GET /api/v1/deliveries/{id}", { path: { id } })) as unknown as {
        readonly delivery: Delivery;
        readonly attempts: readonly Attempt[];
      },
  });
}

/** What is tried of a delivery. */
export interface Trial {
  readonly templateRevision?: number;
  readonly values?: Readonly<Record<string, string>>;
}

export type Preview = Answer<"POST /api/v1/deliveries/{id}/preview">;

export function usePreview(id: string, trial: Trial) {
  return useQuery({
    queryKey: ["delivery", id, "preview", trial],
    queryFn: () => ask("POST /api/v1/deliveries/{id}/preview", { path: { id }, body: trial }),
    placeholderData: (before) => before,
    retry: false,
  });
}

/** Replays or cancels one delivery. */
export function useChangeDelivery(id: string) {
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all([["delivery", id], ["deliveries"]].map((queryKey) => client.invalidateQueries({ queryKey })));
  return {
    replay: useMutation({
      mutationFn: (trial: Trial | undefined) =>
        ask("POST /api/v1/deliveries/{id}/replay", { path: { id }, body: trial ?? null }),
      onSuccess,
    }),
    cancel: useMutation({ mutationFn: () => ask("POST /api/v1/deliveries/{id}/cancel", { path: { id } }), onSuccess }),
  };
}

/** Replays or cancels all that fit. */
export function useBulk(bulk: ReturnType<typeof toBulk>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: "replay" | "cancel") => {
      if (!bulk) return Promise.reject(new Error("nothing is chosen"));
      return what === "replay"
        ? ask("POST /api/v1/dead-letters/replay", { body: bulk })
        : ask("POST /api/v1/dead-letters/cancel", { body: bulk });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}

/** The call that a delivery is of, for its name. */
export function useCallOf(id: string | undefined) {
  return useQuery({
    queryKey: ["call", id, "head"],
    queryFn: async () => (await ask("GET /api/v1/calls/{id}", { path: { id: id ?? "" } })).call as unknown as Call,
    enabled: id !== undefined,
  });
}
