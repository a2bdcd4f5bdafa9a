import { useTranslation } from "react-i18next";
import { type DiffLine, diffLines } from "../../shared/diff-lines.ts";
import styles from "./text-view.module.css";

const CONTEXT = 3;
const SIGNS = { same: " ", added: "+", removed: "−" } as const;

/** Two texts as one, with what was taken away and what was added; long parts that are the same are folded away. */
export function DiffView({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  const { t } = useTranslation();
  const lines = foldSame(diffLines(before, after));
  if (before === after) return <p>{t("common:noDifference")}</p>;
  return (
    <div className={styles.view}>
      <div className={styles.bar}>{label}</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={label}>
        <table className={styles.diff}>
          <tbody>
            {lines.map((line) =>
              line.kind === "gap" ? (
                <tr key={line.at} data-kind="gap">
                  <td />
                  <td>{t("common:sameLines", { count: line.count })}</td>
                </tr>
              ) : (
                <tr key={line.at} data-kind={line.kind}>
                  <td>{SIGNS[line.kind]}</td>
                  <td>
                    {line.kind !== "same" && <span className="db-unseen">{t(`common:line.${line.kind}`)}</span>}
                    {line.text}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </div>
  );
}

type Shown = { readonly at: number } & (DiffLine | { readonly kind: "gap"; readonly count: number });

function foldSame(lines: readonly DiffLine[]): Shown[] {
  const near = (at: number) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== "same");
  const shown: Shown[] = [];
  for (const [at, line] of lines.entries()) {
    const last = shown.at(-1);
    if (near(at)) shown.push({ ...line, at });
    else if (last?.kind === "gap") shown[shown.length - 1] = { ...last, count: last.count + 1 };
    else shown.push({ kind: "gap", count: 1, at });
  }
  return shown;
}
