import { useTranslation } from "react-i18next";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";

const STEPS: Readonly<Record<string, number>> = { asterisk: 3, freeswitch: 3, generic: 3, yeastar: 4 };

/** What to do at the PBX itself. */
export function HowTo({ kind }: { readonly kind: string }) {
  const { t } = useTranslation();
  const steps = Array.from({ length: STEPS[kind] ?? 0 }, (_, at) => at + 1);
  return (
    <Panel title={t("telephones:howTo.title")} text={t("telephones:howTo.text", { file: `docs/connect/${kind}.md` })}>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{t(`telephones:howTo.${kind}.${step}`)}</li>
        ))}
      </ol>
    </Panel>
  );
}
