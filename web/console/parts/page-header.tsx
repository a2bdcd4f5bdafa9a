import type { ReactNode } from "react";
import styles from "./parts.module.css";
import { useTitle } from "./use-title.ts";

/** The head of a page: its one first heading, a sentence, where it belongs, and what can be done. Names the window too. */
export function PageHeader({
  title,
  text,
  back,
  lang,
  children,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  /** A link to the page above. */
  readonly back?: ReactNode;
  /** The language of the title, where it is not the page's. */
  readonly lang?: string;
  /** Buttons. */
  readonly children?: ReactNode;
}) {
  useTitle(title);
  return (
    <header className={styles.head}>
      <div className={styles.headWords}>
        {back && <div className={styles.back}>{back}</div>}
        <h1 className={styles.title} lang={lang}>
          {title}
        </h1>
        {text && <p className={styles.lead}>{text}</p>}
      </div>
      {children && <div className={styles.headActions}>{children}</div>}
    </header>
  );
}
