import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../shared/client/ask.ts";
import { StateBadge, type Tone } from "../../parts/badge.tsx";
import { Time } from "../../parts/moments.tsx";
import { useTraceWords } from "../calls/trace-words.ts";
import styles from "./integrations.module.css";

type RehearsedCall = Answer<"POST /api/v1/integrations/{id}/rehearsals">["calls"][number];

const TONES: Readonly<Record<string, Tone>> = { appears: "good", vanishes: "bad", changes: "wait" };
const LINES = { " ": "same", "+": "added", "-": "removed" } as const;

/** What would go another way about one call: decisions, and requests line by line. */
export function DiffOfCall({ rehearsed }: { readonly rehearsed: RehearsedCall }) {
  const { t } = useTranslation();
  const words = useTraceWords();
  const { call, diff, notCompared } = rehearsed;
  return (
    <details className={styles.request} open>
      <summary>
        <Link to="/calls/$id" params={{ id: call.id }}>
          {t(`calls:direction.${call.direction}`)}, <Time at={call.startedAt} />
        </Link>
      </summary>
      <ul className={styles.list}>
        {diff.decisions.map(({ feature, extension, change, before, after }) => (
          <li key={`${feature} ${extension ?? ""}`}>
            <strong>{words.feature(feature)}</strong>
            <StateBadge tone={TONES[change] ?? "calm"}>{t(`integrations:change.${change}`)}</StateBadge>
            <span className={styles.soft}>
              {[before, after].map((one) => (one ? t(`calls:verdict.${one.verdict}`) : "–")).join(" → ")}
              {after?.verdict === "skipped" && ` (${words.skip(after.code, after.reason ?? "")})`}
            </span>
          </li>
        ))}
      </ul>
      {diff.requests.map(({ feature, name, change, lines }) => (
        <div key={`${feature} ${name}`}>
          <p className={styles.soft}>
            {words.feature(feature)}: {name} · {t(`integrations:change.${change}`)}
          </p>
          <div className={styles.diff}>
            {lines.map(({ sign, text }, at) => (
              <span key={`${String(at)}${sign}${text}`} data-sign={sign}>
                {sign !== " " && <span className="db-unseen">{t(`common:line.${LINES[sign]}`)}</span>}
                {sign} {text}
              </span>
            ))}
          </div>
        </div>
      ))}
      {notCompared.length > 0 && (
        <p className={styles.soft}>
          {t("integrations:rehearse.notCompared", { features: notCompared.map(words.feature).join(", ") })}
        </p>
      )}
    </details>
  );
}
