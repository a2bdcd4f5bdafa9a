import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shared/format.ts";
import type { Exchange } from "../../../shared/nouns.ts";
import { Said, useServerWords } from "../../../shared/said.tsx";
import { StateBadge } from "../../parts/badge.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import styles from "./timeline.module.css";
import { toOutcomeTone } from "./trace-words.ts";

/** One request and what came back, secrets as `***`. */
export function ExchangeView({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation();
  const say = useServerWords();
  const format = useFormat();
  const { request, response, outcome, durationMs, notSent, warnings, outputs } = exchange;
  return (
    <details className={styles.exchange}>
      <summary>
        <code className={styles.method}>{request.method}</code>
        <code className={styles.url}>{request.url}</code>
        <StateBadge tone={toOutcomeTone(outcome)}>
          {response ? String(response.status) : t(`calls:result.${outcome.kind}`)}
        </StateBadge>
        <span className={styles.note}>{t("calls:milliseconds", { ms: format.number(Math.round(durationMs)) })}</span>
      </summary>
      <div className={styles.inside}>
        {notSent && <p className={styles.note}>{t("calls:notSent", { reason: say(notSent) })}</p>}
        {"reason" in outcome && outcome.reason !== notSent && (
          <p className={styles.note}>
            <Said>{outcome.reason}</Said>
          </p>
        )}
        {warnings.map((warning) => (
          <p key={warning} className={styles.note}>
            <Said>{warning}</Said>
          </p>
        ))}
        <JsonView label={t("calls:requestHeaders")} text={toLines(request.headers)} />
        {request.body !== undefined && <JsonView label={t("calls:requestBody")} text={request.body} />}
        {response && <JsonView label={t("calls:answerHeaders")} text={toLines(response.headers)} />}
        {response && (
          <JsonView
            label={t("calls:answerBody", { size: format.bytes(response.bodyBytes) })}
            text={response.body || t("calls:noBody")}
          />
        )}
        {outputs.length > 0 && <JsonView label={t("calls:outputs")} text={JSON.stringify(outputs)} />}
      </div>
    </details>
  );
}

function toLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
