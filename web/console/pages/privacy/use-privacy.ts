import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ask } from "../../../shared/client/ask.ts";
import type { CallTrace, Contact } from "../../../shared/nouns.ts";

/** Everything that is stored about a number. */
export interface NumberRecord {
  readonly number: string;
  readonly calls: readonly CallTrace[];
  readonly contacts: readonly {
    readonly contact: Contact;
    readonly phonebookId: string;
    readonly integrationId?: string;
  }[];
}

/** Gathers what is stored about a number. Each time stands in the audit log. */
export function useExport() {
  return useMutation({
    mutationFn: async (number: string) =>
      (await ask("POST /api/v1/privacy/export", { body: { number } })) as unknown as NumberRecord,
  });
}

/** Removes what is stored about a number. */
export function useErase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (number: string) => ask("POST /api/v1/privacy/erase", { body: { number } }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** How many days each kind of data is kept; absent = for ever. */
export type Periods = Answer<"GET /api/v1/settings/retention">["retention"];

/** For how many days each kind of data is kept, and how that is changed. */
export function useRetention() {
  const client = useQueryClient();
  const queryKey = ["settings", "retention"];
  return {
    retention: useQuery({ queryKey, queryFn: () => ask("GET /api/v1/settings/retention") }),
    save: useMutation({
      mutationFn: (body: Periods) => ask("PUT /api/v1/settings/retention", { body }),
      onSuccess: (answer) => client.setQueryData(queryKey, answer),
    }),
  };
}
