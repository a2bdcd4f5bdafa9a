import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Change } from "../../shared/nouns.ts";

const PAUSE_MS = 400;

/** Which of the things that were read a change makes old, by the beginnings of their query keys. */
export function toOldKeys(change: Change): readonly QueryKey[] {
  switch (change.kind) {
    case "call":
      return [["calls"], ["call", change.call.id]];
    case "match":
    case "skip":
      return [["calls"], ["call", change.callId]];
    case "popup":
      return [["call", change.popup.callId], ["popups"]];
    case "delivery":
      return [
        ["calls"],
        ["call", change.delivery.callId],
        ["deliveries"],
        ["delivery", change.delivery.id],
        ["readiness"],
      ];
    case "integration":
    case "helpdesk":
      return [["integrations"], ["integration", change.integrationId]];
  }
}

/** Has old things read again: soon, and together with what else becomes old within {@link PAUSE_MS}. */
export function createRefresher(client: Pick<QueryClient, "invalidateQueries">) {
  const old = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    timer = undefined;
    for (const queryKey of old.values()) void client.invalidateQueries({ queryKey });
    old.clear();
  };
  return {
    take(change: Change): void {
      for (const key of toOldKeys(change)) old.set(JSON.stringify(key), key);
      timer ??= setTimeout(refresh, PAUSE_MS);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
