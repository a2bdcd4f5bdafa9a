import type { ReactNode } from "react";
import styles from "./badge.module.css";

/** What a state means for whoever looks: all is well, somebody is needed, it goes on, news, nothing to say. */
export type Tone = "good" | "bad" | "wait" | "info" | "calm";

/** A state in a word. The tone only helps the eye; the word says it all. */
export function StateBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <span className={styles.dot} aria-hidden />
      {children}
    </span>
  );
}
