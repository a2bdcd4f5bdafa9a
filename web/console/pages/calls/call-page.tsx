import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { CallTrace } from "../../../shared/nouns.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Duration, Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { CallState } from "./call-words.tsx";
import { Decisions } from "./decisions.tsx";
import { Extras } from "./extras.tsx";
import styles from "./timeline.module.css";
import { Timeline } from "./timeline.tsx";
import { toTimeline } from "./to-timeline.ts";
import { toName } from "./trace-words.ts";

/** One call: what was heard, who it was taken for, what was done and not done and why, down to each exchange. */
export function CallPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const trace = useQuery({
    queryKey: ["call", id],
    queryFn: async () => (await ask("GET /api/v1/calls/{id}/trace", { path: { id } })) as unknown as CallTrace,
  });
  const back = <Link to="/calls">{t("calls:backToAll")}</Link>;
  if (trace.isError) {
    return (
      <>
        <PageHeader title={t("calls:one")} back={back} />
        <ErrorNotice error={trace.error} retry={() => void trace.refetch()} />
      </>
    );
  }
  if (!trace.data) {
    return (
      <>
        <PageHeader title={t("calls:one")} back={back} />
        <Skeleton height={220} />
      </>
    );
  }
  const { call, integrations, zone } = trace.data;
  const internal = call.direction === "internal";
  const number = internal ? `${call.extension ?? ""} → ${call.dialledNumber}` : call.externalNumber;
  const name = toName(
    call,
    integrations.map(({ match }) => match),
  );
  return (
    <>
      <PageHeader title={name || number || t("common:withheld")} back={back} />
      <dl className={styles.summary}>
        <Fact name={t(`calls:direction.${call.direction}`)}>
          {name ? <PhoneNumber number={number} /> : <CallState call={call} />}
        </Fact>
        {name && (
          <Fact name={t("calls:outcome")}>
            <CallState call={call} />
          </Fact>
        )}
        <Fact name={t("calls:extension")}>{call.extension ?? "–"}</Fact>
        <Fact name={t("calls:began")}>
          <Time at={call.startedAt} zone={zone} />
        </Fact>
        <Fact name={t("calls:rang")}>
          <Duration seconds={call.ringSeconds} />
        </Fact>
        <Fact name={t("calls:talked")}>
          <Duration seconds={call.talkSeconds} />
        </Fact>
      </dl>
      <div className={styles.columns}>
        <section className={styles.card} aria-labelledby="timeline">
          <h2 id="timeline">{t("calls:timeline")}</h2>
          {zone && <p className={styles.note}>{t("calls:zone", { zone })}</p>}
          <Timeline steps={toTimeline(trace.data)} zone={zone} />
        </section>
        <div className={styles.side}>
          <Extras trace={trace.data} />
          <h2>{t("calls:decisions")}</h2>
          {integrations.length === 0 && <p className={styles.note}>{t("calls:noIntegration")}</p>}
          {integrations.map((integration) => (
            <Decisions key={integration.integrationId} integration={integration} settled={trace.data.settled} />
          ))}
        </div>
      </div>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
