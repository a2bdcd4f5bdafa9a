import { useMutation } from "@tanstack/react-query";
import { ask, type Input } from "../../../../shared/client/ask.ts";
import type { Exchange, Outcome } from "../../../../shared/nouns.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** What is tried, but for how. */
export type Attempt = Omit<Input<"POST /api/v1/template-trials">["body"], "mode">;

/** What came of it. Secrets stand as `***`. */
export interface TrialRun {
  readonly ok: boolean;
  readonly outcome: Outcome;
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly variables: Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it went out. */
  readonly sent: boolean;
}

/** Tries a scenario, dry or for real. */
export function useTrial() {
  return useMutation({
    mutationFn: async ({ mode, ...attempt }: Attempt & { readonly mode: "dry-run" | "send" }): Promise<TrialRun> => {
      const run = await ask("POST /api/v1/template-trials", { body: { ...attempt, mode } });
      return { ...(run as unknown as Omit<TrialRun, "sent">), sent: mode === "send" };
    },
  });
}

/** The hosts that requests go to. */
export function hostsOf({ exchanges }: TrialRun): string[] {
  const hosts = exchanges.flatMap(({ request: { url } }) => (URL.canParse(url) ? [new URL(url).host] : []));
  return [...new Set(hosts)];
}
