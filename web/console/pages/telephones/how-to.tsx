import { useTranslation } from "react-i18next";
import { HelpLink } from "../../parts/help-link.tsx";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";

const STEPS: Readonly<Record<string, number>> = { asterisk: 3, freeswitch: 3, generic: 3, yeastar: 4 };
/** PBXs that post, with a page of their own. */
const POSTING = [
  ["3cx", "3CX"],
  ["grandstream-ucm", "Grandstream UCM"],
  ["twilio", "Twilio"],
] as const;

/** What to do at the PBX itself, and the pages that tell it step by step. */
export function HowTo({ kind }: { readonly kind: string }) {
  const { t } = useTranslation();
  const steps = Array.from({ length: STEPS[kind] ?? 0 }, (_, at) => at + 1);
  const pages = [[kind, t(`telephones:kind.${kind}`)] as const, ...(kind === "generic" ? POSTING : [])];
  return (
    <Panel title={t("telephones:howTo.title")} text={t("telephones:howTo.text")}>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{t(`telephones:howTo.${kind}.${step}`)}</li>
        ))}
      </ol>
      <ul className={styles.help}>
        {pages.map(([page, about]) => (
          <li key={page}>
            <HelpLink page={`connect/${page}`}>{t("telephones:howTo.help", { about })}</HelpLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
