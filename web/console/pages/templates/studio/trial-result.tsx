import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../shared/format.ts";
import type { Exchange } from "../../../../shared/nouns.ts";
import { Said } from "../../../../shared/said.tsx";
import { StateBadge } from "../../../parts/badge.tsx";
import { JsonView } from "../../../parts/json-view.tsx";
import styles from "./studio.module.css";
import type { TrialRun } from "./use-trial.ts";

/** What a trial rendered, sent and found. */
export function TrialResult({ run }: { readonly run: TrialRun }) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new result is brought into view.
  useEffect(() => {
    // Newer browsers give a promise, which React would take for the end of the effect.
    place.current?.scrollIntoView({ block: "nearest" });
  }, [run]);
  const { ok, outcome, exchanges, rows, diagnostics, sent, variables } = run;
  return (
    <section ref={place} className={styles.result} aria-label={t("templates:try.result")} aria-live="polite">
      <p>
        <StateBadge tone={ok ? "good" : "bad"}>
          {sent ? t(`calls:result.${outcome.kind}`) : ok ? t("templates:try.rendered") : t("templates:try.notRendered")}
        </StateBadge>
      </p>
      {!ok && "reason" in outcome && (
        <p>
          <Said>{outcome.reason}</Said>
        </p>
      )}
      {diagnostics.map(({ message }) => (
        <p key={message}>
          <Said>{message}</Said>
        </p>
      ))}
      {exchanges.map((exchange, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same request may be sent twice, and the list never changes.
        <Sent key={at} exchange={exchange} />
      ))}
      {rows.length > 0 && <Rows rows={rows} />}
      <details>
        <summary>{t("templates:try.variablesAfter")}</summary>
        <JsonView label={t("templates:try.variablesAfter")} text={JSON.stringify(variables)} />
      </details>
    </section>
  );
}

function Sent({ exchange: { request, response, warnings, notSent, outcome } }: { readonly exchange: Exchange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const headers = Object.entries(request.headers);
  return (
    <>
      <div className={styles.address}>
        <strong>{request.method}</strong> {request.url}
      </div>
      {notSent && outcome.kind !== "skipped" && (
        <p>
          <Said>{notSent}</Said>
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning}>
          <StateBadge tone="wait">
            <Said>{warning}</Said>
          </StateBadge>
        </p>
      ))}
      {headers.length > 0 && (
        <JsonView
          label={t("calls:requestHeaders")}
          text={headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
        />
      )}
      {request.body && <JsonView label={t("calls:requestBody")} text={request.body} />}
      {response && (
        <JsonView
          label={`${response.status} · ${t("calls:answerBody", { size: format.bytes(response.bodyBytes) })}`}
          text={response.body || t("calls:noBody")}
        />
      )}
    </>
  );
}

function Rows({ rows }: { readonly rows: TrialRun["rows"] }) {
  const { t } = useTranslation();
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={styles.rows} tabIndex={0} aria-label={t("templates:try.rows")}>
      <table>
        <caption>{t("templates:try.rowsFound", { count: rows.length })}</caption>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else of their own, and the list never changes.
            <tr key={at}>
              {names.map((name) => (
                <td key={name}>{row[name]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
