import { useQueries, useQuery } from "@tanstack/react-query";
import { type Answer, ask } from "../../../shared/client/ask.ts";
import type { Call } from "../../../shared/nouns.ts";

const READ_CALLS = 200;

/** What is set up and how it is, as the API lists it. */
export function useSetUp() {
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
  });
  const integrations = useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
  });
  return { connections, integrations };
}

/** How a connection to a PBX is. */
export type Health = Answer<"GET /api/v1/connections/{id}/health">;

/** How the connections to the PBXs are, by their ids; what is not known yet is absent. */
export function useHealths(ids: readonly string[]): ReadonlyMap<string, Health> {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ["connection", id, "health"],
      queryFn: () => ask("GET /api/v1/connections/{id}/health", { path: { id } }),
      // The live feed does not tell of it.
      refetchInterval: 15_000,
    })),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  });
}

/** How much work waits. */
export function useReadiness() {
  return useQuery({ queryKey: ["readiness"], queryFn: () => ask("GET /readyz"), refetchInterval: 30_000 });
}

/** The newest calls, and how those of today went; `many` when there are more of today than were read. */
export function useToday() {
  return useQuery({
    queryKey: ["calls", "today"],
    queryFn: async () => {
      const answer = await ask("GET /api/v1/calls", { query: { limit: READ_CALLS } });
      return summarize(answer.calls as unknown as readonly Call[], new Date().setHours(0, 0, 0, 0));
    },
    refetchInterval: 60_000,
  });
}

export function summarize(calls: readonly Call[], since: number) {
  const today = calls.filter(({ startedAt }) => startedAt >= since);
  const inbound = today.filter(({ direction, state }) => direction === "inbound" && state === "ended");
  return {
    latest: calls.slice(0, 6),
    total: today.length,
    now: today.filter(({ state }) => state !== "ended").length,
    answered: inbound.filter(({ disposition }) => disposition === "answered").length,
    missed: inbound.filter(({ disposition }) => disposition !== "answered").length,
    many: today.length === READ_CALLS,
  };
}
