import { useQueries, useQuery } from "@tanstack/react-query";
import { type Answer, ask } from "../../../shared/client/ask.ts";
import type { ListedCall } from "../../../shared/nouns.ts";

const LATEST = 6;
/** What the live feed does not tell of, such as what others set up, is read again so often. */
const READ_MS = 30_000;

/** What is set up and how it is, as the API lists it. */
export function useSetUp() {
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
    refetchInterval: READ_MS,
  });
  const integrations = useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
    refetchInterval: READ_MS,
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
  return useQuery({ queryKey: ["readiness"], queryFn: () => ask("GET /readyz"), refetchInterval: READ_MS });
}

/** The newest calls, and how those of today went. */
export function useToday() {
  return useQuery({
    queryKey: ["calls", "today"],
    queryFn: async () => {
      const from = new Date().setHours(0, 0, 0, 0);
      const [{ calls }, { counts }] = await Promise.all([
        ask("GET /api/v1/calls", { query: { limit: LATEST } }),
        ask("GET /api/v1/call-counts", { query: { from } }),
      ]);
      return { latest: calls as unknown as readonly ListedCall[], ...summarize(counts) };
    },
    refetchInterval: 60_000,
  });
}

type Counts = Answer<"GET /api/v1/call-counts">["counts"];

/** The figures of the page. Answered and missed are of the inbound calls that are over. */
export function summarize(counts: Counts) {
  const sum = (fits: (one: Counts[number]) => boolean) =>
    counts.reduce((total, one) => (fits(one) ? total + one.calls : total), 0);
  return {
    total: sum(() => true),
    now: sum(({ result }) => result === "open"),
    answered: sum(({ direction, result }) => direction === "inbound" && result === "answered"),
    missed: sum(({ direction, result }) => direction === "inbound" && result !== "answered" && result !== "open"),
  };
}
