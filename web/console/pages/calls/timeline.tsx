import IconAppWindow from "@tabler/icons-react/icons/IconAppWindow";
import IconArrowBarRight from "@tabler/icons-react/icons/IconArrowBarRight";
import IconHourglass from "@tabler/icons-react/icons/IconHourglass";
import IconPhone from "@tabler/icons-react/icons/IconPhone";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Said, useServerWords } from "../../../shared/said.tsx";
import { StateBadge } from "../../parts/badge.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { Time } from "../../parts/moments.tsx";
import { ExchangeView } from "./exchange-view.tsx";
import styles from "./timeline.module.css";
import type { Step } from "./to-timeline.ts";
import { DELIVERY_TONES, toIds, toOutcomeTone, useTraceWords } from "./trace-words.ts";

const ICONS = { event: IconPhone, popup: IconAppWindow, attempt: IconArrowBarRight, delivery: IconHourglass } as const;

/** Everything that happened about a call in its order; each step unfolds, an attempt down to its exchanges. */
export function Timeline({ steps, zone }: { readonly steps: readonly Step[]; readonly zone: string | undefined }) {
  return (
    <ol className={styles.line}>
      {steps.map((step) => {
        const Icon = ICONS[step.kind];
        return (
          <li key={step.key} className={styles.step} data-kind={step.kind}>
            <span className={styles.time}>
              <Time at={step.at} zone={zone} />
            </span>
            <span className={styles.icon} aria-hidden>
              <Icon size={15} />
            </span>
            <div className={styles.body}>
              <StepBody step={step} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function StepBody({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  const say = useServerWords();
  const words = useTraceWords();
  switch (step.kind) {
    case "event": {
      const { traced } = step;
      return (
        <Fold head={words.event(traced)} note={traced.told ? words.after(traced.after) : t("calls:nothingNew")}>
          <JsonView label={t("calls:phoneEvent")} text={JSON.stringify(traced.event)} />
        </Fold>
      );
    }
    case "popup": {
      const { popup } = step;
      return (
        <Fold
          head={t("calls:popupFor", { extension: popup.extension })}
          note={popup.contactName || t(`calls:popupMatch.${popup.match}`)}
        >
          {/^https?:\/\//.test(popup.url) ? (
            <a href={popup.url} target="_blank" rel="noopener noreferrer">
              {popup.url}
            </a>
          ) : (
            <p className={styles.note}>{t("calls:noPage")}</p>
          )}
        </Fold>
      );
    }
    case "attempt": {
      const { delivery, attempt } = step;
      const ids = attempt.exchanges
        .map(({ outputs }) => toIds(outputs))
        .join(" ")
        .trim();
      const reason = "reason" in attempt.outcome ? attempt.outcome.reason : "";
      return (
        <Fold
          head={words.feature(delivery.feature)}
          badge={
            <StateBadge tone={toOutcomeTone(attempt.outcome)}>{t(`calls:result.${attempt.outcome.kind}`)}</StateBadge>
          }
          note={[t("calls:attempt", { number: attempt.number }), ids, say(reason)].filter(Boolean).join(" · ")}
        >
          {attempt.exchanges.length === 0 && <p className={styles.note}>{t("calls:noExchange")}</p>}
          {attempt.exchanges.map((exchange, at) => (
            <ExchangeView key={`${String(at)} ${exchange.startedAt}`} exchange={exchange} />
          ))}
        </Fold>
      );
    }
    case "delivery": {
      const { delivery } = step;
      return (
        <div className={styles.plain}>
          <span className={styles.head}>{words.feature(delivery.feature)}</span>
          <StateBadge tone={DELIVERY_TONES[delivery.state]}>{t(`calls:delivery.${delivery.state}`)}</StateBadge>
          {delivery.note && (
            <span className={styles.note}>
              <Said>{delivery.note}</Said>
            </span>
          )}
        </div>
      );
    }
  }
}

function Fold({
  head,
  badge,
  note,
  children,
}: {
  readonly head: string;
  readonly badge?: ReactNode;
  readonly note: string;
  readonly children: ReactNode;
}) {
  return (
    <details className={styles.fold}>
      <summary>
        <span className={styles.head}>{head}</span>
        {badge}
        <span className={styles.note}>{note}</span>
      </summary>
      <div className={styles.inside}>{children}</div>
    </details>
  );
}
