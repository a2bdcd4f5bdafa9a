import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import styles from "./telephones.module.css";
import { useKinds } from "./use-telephones.ts";

/** The kinds of PBX as cards, one of which is chosen. */
export function KindChoice({
  kind,
  choose,
}: {
  readonly kind: string | undefined;
  readonly choose: (kind: string) => void;
}) {
  const { t } = useTranslation();
  const kinds = useKinds();
  if (kinds.isError) return <ErrorNotice error={kinds.error} retry={() => void kinds.refetch()} />;
  return (
    <fieldset className={styles.kinds} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="db-unseen">{t("telephones:whichKind")}</legend>
      {kinds.data?.kinds.map((one) => (
        <button
          key={one.kind}
          type="button"
          className={styles.kind}
          aria-pressed={one.kind === kind}
          onClick={() => choose(one.kind)}
        >
          <strong>{t(`telephones:kind.${one.kind}`)}</strong>
          <span className={styles.soft}>{t(`telephones:kindText.${one.kind}`)}</span>
        </button>
      ))}
    </fieldset>
  );
}
