import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";
import type { Call } from "../../../shared/nouns.ts";

const READ = 50;

/** The newest calls of a connection that are over. */
export function usePastCalls(connectionId: string) {
  return useQuery({
    queryKey: ["calls", "past", connectionId],
    queryFn: async () => {
      const { calls } = await ask("GET /api/v1/calls", { query: { limit: READ } });
      return (calls as unknown as readonly Call[]).filter(
        (call) => call.connectionId === connectionId && call.state === "ended" && call.direction !== "internal",
      );
    },
  });
}
