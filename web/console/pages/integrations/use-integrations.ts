import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ask, type Input } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";

type Wish = Input<"PUT /api/v1/integrations/{id}">["body"];
/** The settings of an integration. As it is read all of them are there. */
export type Settings = NonNullable<Wish["settings"]>;
export type TemplateForm = Answer<"GET /api/v1/templates/{key}/form">;
export type UserOverview = Answer<"GET /api/v1/integrations/{id}/users">;

/** The settings that an integration has. */
export const settingsOf = (integration: Integration) => integration.settings as Settings;

/** Whether it only rehearses: nothing is written into the helpdesk. */
export const isRehearsing = (integration: Integration) => settingsOf(integration).helpdesk?.dryRun === true;

export function useIntegrations() {
  return useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
  });
}

export function useIntegration(id: string) {
  return useQuery({
    queryKey: ["integration", id],
    queryFn: () => ask("GET /api/v1/integrations/{id}", { path: { id } }),
  });
}

/** What a template asks for and can do; without a key nothing is asked. */
export function useForm(key: string | undefined, revision?: number) {
  return useQuery({
    queryKey: ["template-form", key, revision],
    queryFn: () =>
      ask("GET /api/v1/templates/{key}/form", {
        path: { key: key ?? "" },
        query: revision === undefined ? {} : { revision },
      }),
    enabled: key !== undefined,
  });
}

export function useUsers(id: string) {
  return useQuery({
    queryKey: ["integration", id, "users"],
    queryFn: () => ask("GET /api/v1/integrations/{id}/users", { path: { id } }),
  });
}

/** Does something to an integration, and has everything of it read again. */
export function useAct<Result, Wanted = void>(id: string, mutationFn: (wanted: Wanted) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["integration", id] });
      await client.invalidateQueries({ queryKey: ["integrations"] });
    },
  });
}

type Change = Partial<Wish> | ((now: Integration) => Partial<Wish>);

/** Changes an integration; what is not named stays as it is by now, whoever has changed it meanwhile. */
export function useChange({ id }: Integration) {
  return useAct(id, async (change: Change) => {
    const now = await ask("GET /api/v1/integrations/{id}", { path: { id } });
    const { connectionId, templateKey, templateRevision } = now;
    return ask("PUT /api/v1/integrations/{id}", {
      path: { id },
      body: {
        connection: connectionId,
        template: templateKey,
        revision: templateRevision,
        settings: settingsOf(now),
        ...(typeof change === "function" ? change(now) : change),
      },
    });
  });
}
