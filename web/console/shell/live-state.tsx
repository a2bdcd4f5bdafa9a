import { useTranslation } from "react-i18next";
import { useFeedState } from "../live/live-feed.tsx";
import styles from "./shell.module.css";

/** Whether the page hears of what happens, told also to who cannot see it. */
export function LiveState() {
  const { t } = useTranslation();
  const state = useFeedState();
  return (
    <p className={styles.live} data-state={state} role="status">
      <span className={styles.dot} aria-hidden />
      {t(`shell:live.${state}`)}
    </p>
  );
}
