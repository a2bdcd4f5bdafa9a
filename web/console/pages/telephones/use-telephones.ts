import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ask, type Input } from "../../../shared/client/ask.ts";

/** An extension as the API lists it. */
export type Extension = Answer<"GET /api/v1/connections/{id}/extensions">["extensions"][number];
/** How a connection to a PBX is. */
export type Health = Answer<"GET /api/v1/connections/{id}/health">;
export type Popup = NonNullable<Extension["popup"]>;

const HEALTH_MS = 5000;

export function useConnections() {
  return useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
  });
}

export function useConnection(id: string) {
  return useQuery({
    queryKey: ["connection", id],
    queryFn: () => ask("GET /api/v1/connections/{id}", { path: { id } }),
  });
}

/** The kinds of PBX with the JSON Schema of their settings. */
export function useKinds() {
  return useQuery({
    queryKey: ["connection-kinds"],
    queryFn: () => ask("GET /api/v1/connection-kinds"),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const healthQuery = (id: string) => ({
  queryKey: ["connection", id, "health"],
  queryFn: () => ask("GET /api/v1/connections/{id}/health", { path: { id } }),
  // The live feed does not tell of it.
  refetchInterval: HEALTH_MS,
});

export function useHealth(id: string) {
  return useQuery(healthQuery(id));
}

/** By id; what is not known yet is absent. */
export function useHealthOf(ids: readonly string[]): ReadonlyMap<string, Health> {
  return useQueries({
    queries: ids.map(healthQuery),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  });
}

const extensionsQuery = (id: string) => ({
  queryKey: ["connection", id, "extensions"],
  queryFn: async () => (await ask("GET /api/v1/connections/{id}/extensions", { path: { id } })).extensions,
});

export function useExtensions(id: string) {
  return useQuery(extensionsQuery(id));
}

/** An extension with the connection that has it. */
export interface PlacedExtension extends Extension {
  readonly connectionId: string;
}

/** The extensions of all those connections; `undefined` until all are read. */
export function useExtensionsOf(ids: readonly string[] | undefined): readonly PlacedExtension[] | undefined {
  return useQueries({
    queries: (ids ?? []).map(extensionsQuery),
    combine: (answers) =>
      ids === undefined || answers.some(({ data }) => data === undefined)
        ? undefined
        : answers.flatMap(({ data }, at) => (data ?? []).map((one) => ({ ...one, connectionId: ids[at] as string }))),
  });
}

type Wish = Input<"PUT /api/v1/connections/{id}">["body"] & { readonly id: string };

/** Makes or changes a connection. */
export function useSaveConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Wish) => ask("PUT /api/v1/connections/{id}", { path: { id }, body }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["connections"] });
      await client.invalidateQueries({ queryKey: ["connection", id] });
    },
  });
}

/** Does one thing to a connection, and has everything of it read again. */
export function useDo<Result, Wanted = void>(id: string, mutationFn: (wanted: Wanted) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: ["connection", id] }),
  });
}
