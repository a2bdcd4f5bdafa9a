import { useTranslation } from "react-i18next";
import styles from "./integrations.module.css";

/** The steps from nothing to live. The first three make the integration, the others belong to one that is there. */
export const STEPS = ["template", "telephones", "fields", "connect", "users", "features", "rehearse", "live"] as const;
export type Step = (typeof STEPS)[number];

/** Where one is in the set-up; steps that can be gone to are buttons. */
export function Steps({
  current,
  reachable,
  go,
}: {
  readonly current: Step;
  readonly reachable: (step: Step) => boolean;
  readonly go: (step: Step) => void;
}) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={t("integrations:wizard.steps")}>
      <ol className={styles.steps}>
        {STEPS.map((step, place) => {
          const content = (
            <>
              <span className={styles.stepNumber} aria-hidden>
                {place + 1}
              </span>
              {t(`integrations:step.${step}`)}
            </>
          );
          const state = { "data-done": place < at, "aria-current": step === current ? ("step" as const) : undefined };
          return (
            <li key={step}>
              {reachable(step) && step !== current ? (
                <button type="button" className={styles.step} onClick={() => go(step)} {...state}>
                  {content}
                </button>
              ) : (
                <span className={styles.step} {...state}>
                  {content}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
