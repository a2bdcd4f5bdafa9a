import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, type Input } from "../../../shared/client/ask.ts";
import type { Contact } from "../../../shared/nouns.ts";

/** A contact as a phonebook has it; `integrationId` is absent where a person wrote it. */
export interface Entry {
  readonly contact: Contact;
  readonly integrationId?: string;
  /** ms since 1970 */
  readonly fetchedAt: number;
}

export type Wish = Input<"POST /api/v1/phonebooks/{id}/contacts">["body"];

export function usePhonebooks() {
  return useQuery({
    queryKey: ["phonebooks"],
    queryFn: async () => (await ask("GET /api/v1/phonebooks")).phonebooks,
  });
}

/** One phonebook. */
export function usePhonebook(id: string) {
  return useQuery({
    queryKey: ["phonebook", id],
    queryFn: () => ask("GET /api/v1/phonebooks/{id}", { path: { id } }),
  });
}

/** The contacts that fit, by name. */
export function useContacts(id: string, q: string) {
  const query = useInfiniteQuery({
    queryKey: ["phonebook", id, "contacts", q],
    queryFn: ({ pageParam }) =>
      ask("GET /api/v1/phonebooks/{id}/contacts", { path: { id }, query: { q, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  return {
    rows: query.data?.pages.flatMap(({ contacts }) => contacts as readonly unknown[] as readonly Entry[]),
    error: query.error,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage } : undefined,
  };
}

/** All that can be changed by hand. */
export function useChanges(id: string) {
  const client = useQueryClient();
  const path = { id };
  const onSuccess = () =>
    Promise.all([["phonebooks"], ["phonebook", id]].map((queryKey) => client.invalidateQueries({ queryKey })));
  return {
    rename: useMutation({
      mutationFn: (name: string) => ask("PATCH /api/v1/phonebooks/{id}", { path, body: { name } }),
      onSuccess,
    }),
    empty: useMutation({ mutationFn: () => ask("DELETE /api/v1/phonebooks/{id}/contacts", { path }), onSuccess }),
    remove: useMutation({
      mutationFn: () => ask("DELETE /api/v1/phonebooks/{id}", { path }),
      onSuccess: () => client.invalidateQueries({ queryKey: ["phonebooks"] }),
    }),
    write: useMutation({
      mutationFn: ({ contact, body }: { readonly contact: Contact | undefined; readonly body: Wish }) =>
        contact
          ? ask("PUT /api/v1/phonebooks/{id}/contacts/{type}/{contact}", {
              path: { id, type: contact.type, contact: contact.id },
              body,
            })
          : ask("POST /api/v1/phonebooks/{id}/contacts", { path, body }),
      onSuccess,
    }),
    drop: useMutation({
      mutationFn: (contact: Contact) =>
        ask("DELETE /api/v1/phonebooks/{id}/contacts/{type}/{contact}", {
          path: { id, type: contact.type, contact: contact.id },
        }),
      onSuccess,
    }),
  };
}

/** Makes a phonebook. */
export function useMakePhonebook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Input<"POST /api/v1/phonebooks">["body"]) => ask("POST /api/v1/phonebooks", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["phonebooks"] }),
  });
}
