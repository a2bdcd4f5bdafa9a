import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Said } from "../../../../shared/said.tsx";
import type { Diagnostic } from "./diagnostic.ts";
import styles from "./studio.module.css";

interface Props {
  readonly text: string;
  readonly mended: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly apply: (text: string) => void;
  readonly goTo: (offset: number) => void;
}

/** A file that is not well-formed: each mend by itself, or all at once. */
export function Mends({ text, mended, diagnostics, apply, goTo }: Props) {
  const { t } = useTranslation();
  const mends = diagnostics.filter(({ code, fix, span }) => code.startsWith("xml-") && fix && span);
  return (
    <section className={styles.notice} aria-label={t("templates:mend.title")}>
      <p>{t("templates:mend.text", { count: mends.length })}</p>
      <Button size="compact-sm" onClick={() => apply(mended)}>
        {t("templates:mend.all")}
      </Button>
      <ul className={styles.mends}>
        {mends.map(({ message, span, fix }) => (
          <li key={span?.offset}>
            <span>
              {t("templates:line", { line: span?.line })} <Said>{message}</Said>
            </span>
            <span>
              <Button size="compact-xs" variant="subtle" onClick={() => goTo(span?.offset ?? 0)}>
                {t("templates:mend.show")}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`${t("templates:mend.this")}: ${t("templates:line", { line: span?.line })}`}
                onClick={() => fix && apply(replace(text, fix))}
              >
                {t("templates:mend.this")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function replace(text: string, { span, text: piece }: NonNullable<Diagnostic["fix"]>): string {
  return text.slice(0, span.offset) + piece + text.slice(span.offset + span.length);
}
