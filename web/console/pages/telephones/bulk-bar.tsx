import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { type PopupChoice, PopupSelect, toPopup } from "./popup-choice.tsx";
import styles from "./telephones.module.css";
import type { PlacedExtension } from "./use-telephones.ts";

/** Changes the pop-up setting of all extensions that are marked. */
export function BulkBar({
  extensions,
  done,
}: {
  readonly extensions: readonly PlacedExtension[];
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [choice, setChoice] = useState<PopupChoice>("ringing");
  const change = useMutation({
    mutationFn: async () => {
      for (const id of new Set(extensions.map(({ connectionId }) => connectionId))) {
        const numbers = extensions.filter(({ connectionId }) => connectionId === id).map(({ number }) => number);
        await ask("PATCH /api/v1/connections/{id}/extensions", {
          path: { id },
          body: { numbers, popup: toPopup(choice) ?? null },
        });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["connection"] }),
  });
  return (
    <section className={styles.bulk} aria-label={t("telephones:extensions.marked", { count: extensions.length })}>
      <strong>{t("telephones:extensions.marked", { count: extensions.length })}</strong>
      <PopupSelect label={t("telephones:popup.title")} choice={choice} change={setChoice} />
      <Button loading={change.isPending} onClick={() => change.mutate(undefined, { onSuccess: done })}>
        {t("telephones:extensions.changeAll")}
      </Button>
      <Button variant="subtle" onClick={done}>
        {t("common:cancel")}
      </Button>
      {change.isError && <ErrorNotice error={change.error} />}
    </section>
  );
}
