import { useQueries, useQuery } from "@tanstack/react-query";
import { ask } from "../../../shared/client/ask.ts";

/** Who of the helpdesks has an extension, by connection and number: their names, or what the helpdesk calls them. */
export function useAssociations(): (connectionId: string, number: string) => string {
  const integrations = useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
  });
  const overviews = useQueries({
    queries: (integrations.data ?? []).map(({ id }) => ({
      queryKey: ["integration", id, "users"],
      queryFn: () => ask("GET /api/v1/integrations/{id}/users", { path: { id } }),
    })),
  });
  return (connectionId, number) => {
    const names = (integrations.data ?? []).flatMap((integration, at) => {
      const { users = [], associations = [] } = overviews[at]?.data ?? {};
      const found = associations.find(({ extension, state }) => extension === number && state === "active");
      if (integration.connectionId !== connectionId || !found) return [];
      const user = users.find(({ userId }) => userId === found.userId);
      return user?.name || user?.email || found.userId;
    });
    return [...new Set(names)].join(", ");
  };
}
