import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, type Input } from "../../../shared/client/ask.ts";

/** What the server was started with. */
export function useServer() {
  return useQuery({ queryKey: ["settings", "server"], queryFn: () => ask("GET /api/v1/settings/server") });
}

/** The servers that work on the store. */
export function useNodes() {
  return useQuery({
    queryKey: ["nodes"],
    queryFn: async () => (await ask("GET /api/v1/nodes")).nodes,
    refetchInterval: 15_000,
  });
}

/** Whose pages may show the desk in a frame. */
export function useFrames() {
  const client = useQueryClient();
  const queryKey = ["settings", "pages"];
  return {
    frames: useQuery({ queryKey, queryFn: async () => (await ask("GET /api/v1/settings/pages")).frameAncestors }),
    save: useMutation({
      mutationFn: (frameAncestors: string[]) => ask("PUT /api/v1/settings/pages", { body: { frameAncestors } }),
      onSuccess: ({ frameAncestors }) => client.setQueryData(queryKey, frameAncestors),
    }),
  };
}

export type TokenWish = Input<"POST /api/v1/tokens">["body"];

/** API tokens, made and revoked. */
export function useTokens() {
  const client = useQueryClient();
  const queryKey = ["tokens"];
  const onSuccess = () => client.invalidateQueries({ queryKey });
  return {
    tokens: useQuery({ queryKey, queryFn: async () => (await ask("GET /api/v1/tokens")).tokens }),
    make: useMutation({ mutationFn: (body: TokenWish) => ask("POST /api/v1/tokens", { body }), onSuccess }),
    revoke: useMutation({
      mutationFn: (id: string) => ask("DELETE /api/v1/tokens/{id}", { path: { id } }),
      onSuccess,
    }),
  };
}

/** Seals all stored secrets with a new key. */
export function useRotation() {
  return useMutation({ mutationFn: () => ask("POST /api/v1/settings/rotate-key") });
}

/** What is set up, as a configuration. */
export function useConfigExport() {
  return useMutation({ mutationFn: () => ask("GET /api/v1/config") });
}
