import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, ask } from "../../shared/client/ask.ts";

const sessionQuery = queryOptions({
  queryKey: ["session"],
  // Nobody signed in is an answer like others.
  queryFn: () =>
    ask("GET /api/v1/session").catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in; `data` is null when nobody is. */
export function useSession() {
  return useQuery(sessionQuery);
}

/** Signs in with an access token. */
export function useTokenSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => ask("POST /api/v1/session", { body: { token } }),
    onSuccess: (who) => client.setQueryData(sessionQuery.queryKey, who),
  });
}

/** Signs out, and forgets everything that was read. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask("DELETE /api/v1/session"),
    onSuccess: () => {
      client.setQueryData(sessionQuery.queryKey, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    },
  });
}
