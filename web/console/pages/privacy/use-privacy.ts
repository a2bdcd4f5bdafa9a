import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";
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

/** For how many days each kind of data is kept. */
export function useRetention() {
  return useQuery({
    queryKey: ["settings", "server"],
    queryFn: () => ask("GET /api/v1/settings/server"),
    select: ({ retention }) => retention,
  });
}
