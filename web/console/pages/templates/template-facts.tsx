import { useTranslation } from "react-i18next";
import { StateBadge } from "../../parts/badge.tsx";
import styles from "./templates.module.css";

interface Facts {
  readonly features: readonly string[];
  readonly auth: string;
  readonly provider: string;
  readonly errors: number;
  readonly warnings: number;
}

/** What a template can do, and how it logs in. */
export function TemplateFacts({ features, auth, provider, errors, warnings }: Facts) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={styles.features} aria-label={t("templates:canDo")}>
        {features.map((feature) => (
          <li key={feature}>{t(`templates:feature.${feature}`)}</li>
        ))}
      </ul>
      <p className={styles.soft}>
        {t(`templates:provider.${provider === "crm" ? "crm" : "helpdesk"}`)} · {t(`templates:auth.${auth}`)}
        {errors > 0 && (
          <>
            {" "}
            <StateBadge tone="bad">{t("templates:errors", { count: errors })}</StateBadge>
          </>
        )}
        {warnings > 0 && (
          <>
            {" "}
            <StateBadge tone="wait">{t("templates:warnings", { count: warnings })}</StateBadge>
          </>
        )}
      </p>
    </>
  );
}
