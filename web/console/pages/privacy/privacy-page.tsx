import { Button, TextInput } from "@mantine/core";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import { Found } from "./found.tsx";
import styles from "./privacy.module.css";
import { Retention } from "./retention.tsx";
import { useErase, useExport } from "./use-privacy.ts";

/** What a person may ask for whose number is known here: what is stored, a copy of it, and that it goes. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const [number, setNumber] = useState("");
  const found = useExport();
  const erase = useErase();
  const search = (event: FormEvent) => {
    event.preventDefault();
    erase.reset();
    found.mutate(number);
  };
  return (
    <>
      <PageHeader title={t("privacy:title")} text={t("privacy:lead")} />
      <Section title={t("privacy:find")} text={t("privacy:findText")}>
        <form className={styles.find} onSubmit={search}>
          <TextInput
            className={styles.number ?? ""}
            aria-label={t("privacy:number")}
            placeholder={t("privacy:number")}
            leftSection={<IconSearch size={16} aria-hidden />}
            type="tel"
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            required
          />
          <Button type="submit" loading={found.isPending}>
            {t("privacy:look")}
          </Button>
        </form>
        {found.isError && <ErrorNotice error={found.error} />}
      </Section>
      {found.data && <Found key={found.submittedAt} record={found.data} erase={erase} />}
      <Retention />
    </>
  );
}
