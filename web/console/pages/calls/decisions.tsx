import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shared/format.ts";
import type { IntegrationTrace, RuleTrace } from "../../../shared/nouns.ts";
import { StateBadge, type Tone } from "../../parts/badge.tsx";
import styles from "./timeline.module.css";
import { useTraceWords } from "./trace-words.ts";

const TONES: Readonly<Record<RuleTrace["verdict"], Tone>> = { fired: "good", skipped: "calm", open: "wait" };

/** Who the caller was taken for in one integration, and what each feature decided, with its reason. */
export function Decisions({
  integration,
  settled,
}: {
  readonly integration: IntegrationTrace;
  /** The call is over, so nothing more will be decided. */
  readonly settled: boolean;
}) {
  const { t } = useTranslation();
  const words = useTraceWords();
  const format = useFormat();
  const { integrationId, number, match, rules } = integration;
  const decided = rules.filter(({ verdict }) => verdict !== "open");
  const open = rules.filter(({ verdict }) => verdict === "open").map(({ feature }) => feature);
  return (
    <section className={styles.card} aria-label={t("calls:decisionsOf", { integration: integrationId })}>
      <h3>{integrationId}</h3>
      <dl className={styles.facts}>
        <dt>{t("calls:whoIsIt")}</dt>
        <dd>{words.match(match)}</dd>
        {number.spellings.length > 0 && (
          <>
            <dt>{t("calls:lookedUpAs")}</dt>
            <dd>
              {number.spellings.map((spelling) => (
                <code key={spelling} className={styles.spelling}>
                  {spelling}
                </code>
              ))}
            </dd>
          </>
        )}
      </dl>
      <ul className={styles.rules}>
        {decided.map((rule) => (
          <li key={`${rule.feature} ${rule.trigger ?? ""} ${rule.extension ?? ""} ${rule.code ?? ""}`}>
            <span className={styles.head}>{words.feature(rule.feature)}</span>
            <StateBadge tone={TONES[rule.verdict]}>{t(`calls:verdict.${rule.verdict}`)}</StateBadge>
            {rule.verdict === "skipped" && <span className={styles.note}>{words.skip(rule.code, rule.reason)}</span>}
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <p className={styles.open}>
          {t(settled ? "calls:noOccasion" : "calls:notYet", { features: format.list(open.map(words.feature)) })}
        </p>
      )}
    </section>
  );
}
