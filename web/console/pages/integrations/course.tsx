import { useTranslation } from "react-i18next";
import type { Answer } from "../../../shared/client/ask.ts";
import { Said } from "../../../shared/said.tsx";
import { StateBadge } from "../../parts/badge.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { useTraceWords } from "../calls/trace-words.ts";
import styles from "./integrations.module.css";

type RehearsedCall = Answer<"POST /api/v1/integrations/{id}/rehearsals">["calls"][number];

/** What was decided about a call, and the requests that came of it. */
export function Course({ course }: { readonly course: RehearsedCall["now"] }) {
  const { t } = useTranslation();
  const words = useTraceWords();
  return (
    <>
      <ul className={styles.list} aria-label={t("integrations:preview.decisions")}>
        {course.decisions.map(({ feature, verdict, trigger, extension, code, reason }) => (
          <li key={`${feature} ${trigger} ${extension ?? ""} ${code ?? ""}`}>
            <strong>{words.feature(feature)}</strong>
            <StateBadge tone={verdict === "fired" ? "good" : "calm"}>{t(`integrations:verdict.${verdict}`)}</StateBadge>
            {verdict === "skipped" && <span className={styles.soft}>{words.skip(code, reason ?? "")}</span>}
          </li>
        ))}
      </ul>
      {course.requests.map(({ feature, name, method, url, body, notRendered }) => (
        <details key={`${feature} ${name} ${url}`} className={styles.request} open={body !== undefined}>
          <summary>
            <strong>{words.feature(feature)}</strong> {url ? `${method} ${url}` : name}
          </summary>
          {notRendered !== undefined && (
            <p className={styles.soft}>
              <Said>{notRendered}</Said>
            </p>
          )}
          {body !== undefined && (
            <JsonView
              text={body}
              label={t("integrations:preview.body", { what: `${words.feature(feature)}, ${name}` })}
            />
          )}
        </details>
      ))}
    </>
  );
}
