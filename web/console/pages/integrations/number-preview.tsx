import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Panel } from "../telephones/panel.tsx";
import styles from "./integrations.module.css";
import type { Settings } from "./use-integrations.ts";

const TYPING_MS = 300;

/** How a number would be read, looked up and compared. */
export function NumberPreview({
  integrationId,
  numbers,
}: {
  readonly integrationId: string;
  readonly numbers: Settings["numbers"];
}) {
  const { t } = useTranslation();
  const [number, setNumber] = useState("0812345678");
  const [stored, setStored] = useState("+66 81-234-5678");
  const [asked] = useDebouncedValue({ number, stored }, TYPING_MS);
  const preview = useQuery({
    queryKey: ["number-preview", integrationId, asked, numbers],
    queryFn: () =>
      ask("POST /api/v1/integrations/{id}/number-preview", {
        path: { id: integrationId },
        body: {
          number: asked.number,
          ...(numbers && { numbers }),
          ...(asked.stored.trim() && { stored: [asked.stored] }),
        },
      }),
    placeholderData: (before) => before,
    retry: false,
  });
  const agreement = preview.data?.stored[0]?.agreement;
  return (
    <Panel title={t("integrations:number.title")} text={t("integrations:number.text")}>
      <div className={styles.group}>
        <TextInput
          label={t("integrations:number.number")}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label={t("integrations:number.stored")}
          value={stored}
          onChange={(event) => setStored(event.currentTarget.value)}
        />
        {preview.isError && <ErrorNotice error={preview.error} />}
        {preview.data && (
          <div role="status" className={styles.stack}>
            <ol className={styles.list} aria-label={t("integrations:number.spellings")}>
              {preview.data.spellings.map((spelling) => (
                <li key={spelling}>
                  <code className={styles.spelling}>{spelling}</code>
                </li>
              ))}
            </ol>
            {agreement && (
              <p className={styles.answer} data-tone={agreement === "none" ? "bad" : "good"}>
                {t(`integrations:number.agreement.${agreement}`)}
              </p>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
