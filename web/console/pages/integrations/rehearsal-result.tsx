import { useTranslation } from "react-i18next";
import type { Answer } from "../../../shared/client/ask.ts";
import { Panel } from "../telephones/panel.tsx";
import { DiffOfCall } from "./diff-of-call.tsx";
import styles from "./integrations.module.css";

/** How many calls would go another way, and how. */
export function RehearsalResult({
  rehearsal,
}: {
  readonly rehearsal: Answer<"POST /api/v1/integrations/{id}/rehearsals">;
}) {
  const { t } = useTranslation();
  const { calls, same, changed } = rehearsal.totals;
  return (
    <Panel title={t("integrations:rehearse.result")}>
      <div className={styles.stack}>
        <p role="status" className={styles.soft}>
          {t("integrations:rehearse.totals", { count: calls, same, changed })}
        </p>
        {rehearsal.calls
          .filter((one) => !one.same)
          .map((one) => (
            <DiffOfCall key={one.call.id} rehearsed={one} />
          ))}
      </div>
    </Panel>
  );
}
