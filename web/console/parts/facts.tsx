import type { ReactNode } from "react";
import styles from "./facts.module.css";

interface Props {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
  /** Within a card: without one of their own. */
  readonly plain?: boolean;
}

/** What is known of one thing, beside each other: name over value. What is empty is left out. */
export function Facts({ facts, plain = false }: Props) {
  const shown = facts.filter(([, value]) => value !== undefined && value !== "" && value !== false && value !== null);
  return (
    <dl className={styles.facts} data-plain={plain || undefined}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
