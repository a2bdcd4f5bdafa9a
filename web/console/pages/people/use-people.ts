import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, type Input } from "../../../shared/client/ask.ts";

export type Invitation = Input<"POST /api/v1/people">["body"];
export type PersonChange = Input<"PATCH /api/v1/people/{id}">["body"];

export const ROLES = [
  "owner",
  "administrator",
  "template-author",
  "supervisor",
  "agent",
  "auditor",
] as const satisfies readonly Invitation["roles"][number][];
export type Role = (typeof ROLES)[number];

export function usePeople() {
  return useQuery({ queryKey: ["people"], queryFn: async () => (await ask("GET /api/v1/people")).people });
}

/** One person, and until when they are locked out. */
export function usePerson(id: string) {
  return useQuery({ queryKey: ["person", id], queryFn: () => ask("GET /api/v1/people/{id}", { path: { id } }) });
}

/** Adds a person; gives the link by which they choose a password. */
export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Invitation) => ask("POST /api/v1/people", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["people"] }),
  });
}

/** All that can be done with one person. */
export function usePersonChanges(id: string) {
  const client = useQueryClient();
  const path = { id };
  const onSuccess = () =>
    Promise.all(
      [["people"], ["person", id], ["sessions"], ["me"]].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  return {
    change: useMutation({
      mutationFn: (body: PersonChange) => ask("PATCH /api/v1/people/{id}", { path, body }),
      onSuccess,
    }),
    link: useMutation({ mutationFn: () => ask("POST /api/v1/people/{id}/link", { path }) }),
    unlock: useMutation({ mutationFn: () => ask("DELETE /api/v1/people/{id}/lock", { path }), onSuccess }),
    remove: useMutation({
      mutationFn: () => ask("DELETE /api/v1/people/{id}", { path }),
      onSuccess: () => client.invalidateQueries({ queryKey: ["people"] }),
    }),
  };
}
