import { Alert, Skeleton } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Attempt, Delivery } from "../../../shared/nouns.ts";
import { Said, useServerWords } from "../../../shared/said.tsx";
import { StateBadge } from "../../parts/badge.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import { useMay } from "../../session/session.ts";
import { useCallTitle } from "../calls/call-title.ts";
import { ExchangeView } from "../calls/exchange-view.tsx";
import { toOutcomeTone } from "../calls/trace-words.ts";
import styles from "./deliveries.module.css";
import { DeliveryState, toNote } from "./deliveries-page.tsx";
import { EditAndPreview } from "./edit-and-preview.tsx";
import { useCallOf, useChangeDelivery, useDelivery } from "./use-deliveries.ts";

const REPLAYABLE: readonly Delivery["state"][] = ["dead", "cancelled", "held"];
const CANCELLABLE: readonly Delivery["state"][] = ["waiting", "dead", "held"];

/** One delivery: what was tried, what was answered, and what can be done about it. */
export function DeliveryPage() {
  const { t } = useTranslation();
  const say = useServerWords();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const mayChange = useMay("deliveries:write");
  const found = useDelivery(id);
  const titleOf = useCallTitle();
  const call = useCallOf(found.data?.delivery.callId).data;
  const back = <Link to="/deliveries">{t("deliveries:backToAll")}</Link>;
  if (!found.data) {
    return (
      <>
        <PageHeader title={t("deliveries:one")} back={back} />
        {found.isError ? (
          <ErrorNotice error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Skeleton height={220} />
        )}
      </>
    );
  }
  const { delivery, attempts } = found.data;
  const { state, templateRevision, action } = delivery;
  return (
    <>
      <PageHeader title={t(`calls:feature.${delivery.feature}`)} text={say(toNote(delivery))} back={back}>
        {mayChange && <Actions delivery={delivery} />}
      </PageHeader>
      <Facts
        facts={[
          [t("deliveries:state"), <DeliveryState key="state" delivery={delivery} />],
          [t("deliveries:integration"), delivery.integrationId],
          [
            t("deliveries:call"),
            <Link key="call" to={`/calls/${delivery.callId}`}>
              {call ? titleOf(call) : t("deliveries:openCall")}
            </Link>,
          ],
          [t("deliveries:made"), <Time key="made" at={delivery.createdAt} />],
          [t("deliveries:next"), state === "waiting" && <Time at={delivery.runAt} />],
          [t("deliveries:ended"), delivery.endedAt !== undefined && <Time at={delivery.endedAt} />],
          [t("deliveries:attempts"), String(delivery.attempt)],
          [t("deliveries:revision"), templateRevision !== undefined && String(templateRevision)],
          [t("deliveries:typed"), "values" in action && Object.keys(action.values ?? {}).join(", ")],
        ]}
      />
      {delivery.inDoubt && (
        <Alert color="yellow" mb="lg" title={t("deliveries:inDoubt")}>
          {t("deliveries:inDoubtText")}
        </Alert>
      )}
      {mayChange && REPLAYABLE.includes(state) && action.kind !== "sync-contact" && (
        <EditAndPreview delivery={delivery} />
      )}
      <Section title={t("deliveries:attempts")}>
        {attempts.length === 0 && <p className={styles.soft}>{t("deliveries:noAttempt")}</p>}
        {attempts.toReversed().map((attempt) => (
          <AttemptView key={attempt.number} attempt={attempt} />
        ))}
      </Section>
    </>
  );
}

function Actions({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  const { replay, cancel } = useChangeDelivery(delivery.id);
  const again = { ...replay, mutateAsync: () => replay.mutateAsync(undefined) };
  return (
    <>
      {REPLAYABLE.includes(delivery.state) && (
        <ConfirmButton
          title={t("deliveries:replayTitle")}
          text={t(delivery.inDoubt ? "deliveries:inDoubtText" : "deliveries:replayText")}
          act={again}
        >
          {t("deliveries:replay")}
        </ConfirmButton>
      )}
      {CANCELLABLE.includes(delivery.state) && (
        <ConfirmButton
          variant="default"
          color="red"
          title={t("deliveries:cancelTitle")}
          text={t("deliveries:cancelText")}
          back={t("deliveries:keep")}
          act={cancel}
        >
          {t("deliveries:cancel")}
        </ConfirmButton>
      )}
    </>
  );
}

function AttemptView({ attempt }: { readonly attempt: Attempt }) {
  const { t } = useTranslation();
  const { outcome, exchanges } = attempt;
  return (
    <article className={styles.attempt}>
      <h3 className={styles.attemptHead}>
        {t("calls:attempt", { number: attempt.number })}
        <StateBadge tone={toOutcomeTone(outcome)}>{t(`calls:result.${outcome.kind}`)}</StateBadge>
        <span className={styles.soft}>
          <Time at={attempt.startedAt} />
        </span>
      </h3>
      {"reason" in outcome && outcome.reason && (
        <p className={styles.soft}>
          <Said>{outcome.reason}</Said>
        </p>
      )}
      {exchanges.length === 0 && <p className={styles.soft}>{t("calls:noExchange")}</p>}
      {exchanges.map((exchange, at) => (
        <ExchangeView key={`${exchange.request.name}${String(at)}`} exchange={exchange} />
      ))}
    </article>
  );
}
