import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import styles from "./home.module.css";
import { LatestCalls } from "./latest-calls.tsx";
import { Needs } from "./needs.tsx";
import { SetUp } from "./set-up.tsx";
import { useHealths, useReadiness, useSetUp, useToday } from "./use-overview.ts";

/** Is everything well? What needs a person stands first, then today in numbers, what is set up, and the newest calls. */
export function HomePage() {
  return useMay("read") ? <Overview /> : <AgentHome />;
}

/** For who sees only their own calls. */
function AgentHome() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("home:title")} />
      <Empty title={t("home:agent")} text={t("home:agentText")}>
        <Button component="a" href="/desk" mt="sm">
          {t("shell:desk")}
        </Button>
      </Empty>
    </>
  );
}

function Overview() {
  const { t } = useTranslation();
  const { connections, integrations } = useSetUp();
  const healths = useHealths(connections.data?.map(({ id }) => id) ?? []);
  const readiness = useReadiness();
  const today = useToday();
  const failed = [connections, integrations, readiness, today].find(({ isError }) => isError);
  const { waiting = 0, running = 0, dead = 0, inDoubt = 0 } = readiness.data?.deliveries ?? {};
  return (
    <>
      <PageHeader title={t("home:title")} text={t("home:lead")} />
      <div className={styles.page}>
        {failed && <ErrorNotice error={failed.error} retry={() => void failed.refetch()} />}
        {integrations.data && connections.data && readiness.data && (
          <Needs
            integrations={integrations.data}
            connections={connections.data}
            healths={healths}
            dead={dead}
            inDoubt={inDoubt}
          />
        )}
        <section className={styles.figures} aria-label={t("home:today")}>
          <Figure label={t("home:callsToday")} value={today.data?.total} to="/calls">
            {today.data && today.data.now > 0 ? t("home:goingOn", { count: today.data.now }) : t("home:nobodyTalks")}
          </Figure>
          <Figure label={t("home:answered")} value={today.data?.answered}>
            {t("home:ofInbound")}
          </Figure>
          <Figure label={t("home:missed")} value={today.data?.missed}>
            {t("home:ofInbound")}
          </Figure>
          <Figure label={t("home:waiting")} to="/deliveries" value={readiness.data && waiting + running}>
            {running > 0 ? t("home:underWay", { count: running }) : t("home:waitingHelp")}
          </Figure>
        </section>
        <div className={styles.columns}>
          <LatestCalls calls={today.data?.latest} />
          <SetUp connections={connections.data ?? []} integrations={integrations.data ?? []} healths={healths} />
        </div>
      </div>
    </>
  );
}

function Figure({
  label,
  value,
  to,
  children,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly to?: string;
  readonly children: string;
}) {
  return (
    <div className={styles.figure}>
      <div className={styles.label}>{to ? <Link to={to}>{label}</Link> : label}</div>
      <div className={styles.value}>{value === undefined ? "–" : value}</div>
      <div className={styles.note}>{children}</div>
    </div>
  );
}
