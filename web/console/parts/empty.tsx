import type { ReactNode } from "react";
import styles from "./parts.module.css";

/** What stands where nothing is yet: what would be here, and what to do. */
export function Empty({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <svg className={styles.emptyBell} viewBox="0 0 64 44" aria-hidden="true">
        <path d="M32 9V4M8 36h48M14 31a18 18 0 0 1 36 0z" />
        <path d="M22 41h20" />
      </svg>
      <p className={styles.emptyTitle}>{title}</p>
      {text && <p className={styles.emptyText}>{text}</p>}
      {children}
    </div>
  );
}
