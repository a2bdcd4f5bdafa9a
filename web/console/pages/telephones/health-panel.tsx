import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { useFormat } from "../../../shared/format.ts";
import { Said } from "../../../shared/said.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Time } from "../../parts/moments.tsx";
import { useMay } from "../../session/session.ts";
import { ConnectionState } from "./connection-state.tsx";
import { Facts, Panel } from "./panel.tsx";
import styles from "./telephones.module.css";
import { type Health, useDo } from "./use-telephones.ts";

/** How the talk with a PBX stands, in numbers, and what is wrong at the PBX with its cure. */
export function HealthPanel({
  id,
  health,
  error,
}: {
  readonly id: string;
  readonly health: Health | undefined;
  readonly error: unknown;
}) {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const facts = useFacts(health);
  const reconnect = useDo(id, () => ask("POST /api/v1/connections/{id}/reconnect", { path: { id } }));
  const keepsSession = health !== undefined && health.state !== "passive";
  return (
    <Panel
      title={t("telephones:tab.state")}
      actions={
        mayChange &&
        keepsSession && (
          <Button variant="default" size="compact-md" loading={reconnect.isPending} onClick={() => reconnect.mutate()}>
            {t("telephones:health.reconnect")}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {error !== null && <ErrorNotice error={error} />}
        {reconnect.isError && <ErrorNotice error={reconnect.error} />}
        {health && <Warnings health={health} />}
        <Facts facts={facts} />
      </div>
    </Panel>
  );
}

function Warnings({ health }: { readonly health: Health }) {
  const { t } = useTranslation();
  const { state, reason, warnings } = health;
  const isBad = state === "refused" || state === "waiting";
  if (!reason && warnings.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label={t("telephones:health.warnings")}>
      {reason && (
        <li data-tone={isBad ? "bad" : "calm"}>
          <Said>{reason}</Said>
        </li>
      )}
      {warnings.map((warning) => (
        <li key={warning}>
          <Said>{warning}</Said>
        </li>
      ))}
    </ul>
  );
}

function useFacts(health: Health | undefined): (readonly [string, ReactNode])[] {
  const { t } = useTranslation();
  const format = useFormat();
  if (!health) return [];
  const { since, heardAt, lagMs, tokenExpiresAt, clockDifferenceMs, gap, extensions, nextTryAt, coveredUntil, node } =
    health;
  const facts: (readonly [string, ReactNode])[] = [
    [t("telephones:state.title"), <ConnectionState key="state" health={health} />],
    [
      t("telephones:health.heard"),
      heardAt === undefined ? t("telephones:health.never") : <Time key="heard" at={heardAt} />,
    ],
  ];
  const add = (name: string, value: ReactNode | undefined) => value !== undefined && facts.push([name, value]);
  const time = (at: number | undefined) => at !== undefined && <Time at={at} />;
  add(t("telephones:health.since"), time(since) || undefined);
  add(t("telephones:health.nextTry"), time(nextTryAt) || undefined);
  const seconds = (ms: number) => t("telephones:health.seconds", { seconds: format.number(Math.round(ms / 100) / 10) });
  add(t("telephones:health.lag"), lagMs !== undefined ? seconds(lagMs) : undefined);
  add(t("telephones:health.clock"), clockDifferenceMs !== undefined ? seconds(clockDifferenceMs) : undefined);
  add(t("telephones:health.token"), time(tokenExpiresAt) || undefined);
  add(t("telephones:health.covered"), time(coveredUntil) || undefined);
  add(
    t("telephones:health.gap"),
    gap && t("telephones:health.gapText", { from: format.time(gap.from), to: format.time(gap.to), count: gap.events }),
  );
  add(t("telephones:health.extensions"), extensions && format.number(extensions.count));
  add(t("telephones:health.node"), node);
  for (const [name, value] of Object.entries(health.details)) facts.push([name, value]);
  return facts;
}
