import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { FormModal } from "../../parts/form-modal.tsx";
import { Section } from "../../parts/section.tsx";
import styles from "./privacy.module.css";
import { type Periods, useRetention } from "./use-privacy.ts";

const KINDS = [
  ["callDays", "privacy:calls"],
  ["exchangeDays", "privacy:exchanges"],
  ["recordingDays", "privacy:recordings"],
  ["contactDays", "privacy:contacts"],
] as const;

/** For how many days each kind of data is kept, and where that is said. */
export function Retention() {
  const { t } = useTranslation();
  const { retention, save } = useRetention();
  const [typed, setTyped] = useState<Periods>({});
  if (retention.isError) return <ErrorNotice error={retention.error} retry={() => void retention.refetch()} />;
  const kept = retention.data?.retention ?? {};
  const named = retention.data?.named ?? [];
  const daysOf = (days: number | undefined) =>
    days === undefined ? t("privacy:forEver") : t("privacy:days", { count: days });
  const free = KINDS.filter(([kind]) => !named.includes(kind));
  return (
    <Section
      title={t("privacy:retention")}
      text={t(named.length > 0 ? "privacy:retentionNamed" : "privacy:retentionText")}
      actions={
        retention.data &&
        free.length > 0 && (
          <FormModal
            variant="default"
            label={t("privacy:change")}
            title={t("privacy:retention")}
            submit={t("privacy:save")}
            act={{ ...save, mutateAsync: () => save.mutateAsync(typed) }}
            begin={() => setTyped(Object.fromEntries(free.map(([kind]) => [kind, kept[kind]])))}
          >
            <p className={styles.text}>{t("privacy:shorter")}</p>
            {KINDS.map(([kind, title]) => {
              const fixed = named.includes(kind);
              return (
                <NumberInput
                  key={kind}
                  label={t("privacy:daysOf", { what: t(title) })}
                  description={fixed ? t("privacy:named") : undefined}
                  placeholder={t("privacy:forEver")}
                  disabled={fixed}
                  value={(fixed ? kept[kind] : typed[kind]) ?? ""}
                  onChange={(next) => setTyped({ ...typed, [kind]: typeof next === "number" ? next : undefined })}
                  min={1}
                  max={36_500}
                  allowDecimal={false}
                  hideControls
                />
              );
            })}
          </FormModal>
        )
      }
    >
      {retention.data && (
        <Facts
          plain
          facts={KINDS.map(([kind, title]) => [
            t(title),
            <>
              {daysOf(kept[kind])}
              {named.includes(kind) && <span className={styles.soft}> {t("privacy:named")}</span>}
            </>,
          ])}
        />
      )}
    </Section>
  );
}
