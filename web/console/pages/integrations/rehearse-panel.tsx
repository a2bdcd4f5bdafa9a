import { Button, Group, NumberInput, Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Panel } from "../telephones/panel.tsx";
import styles from "./integrations.module.css";
import { RehearsalResult } from "./rehearsal-result.tsx";

const MAX_CALLS = 200;

/** Replays past calls with another revision of the template, or as a diff. */
export function RehearsePanel({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const { id, templateKey, templateRevision } = integration;
  const revisions = useQuery({
    queryKey: ["template-revisions", templateKey],
    queryFn: async () => (await ask("GET /api/v1/templates/{key}/revisions", { path: { key: templateKey } })).revisions,
  });
  const [revision, setRevision] = useState(templateRevision);
  const [limit, setLimit] = useState(40);
  const rehearse = useMutation({
    mutationFn: () =>
      ask("POST /api/v1/integrations/{id}/rehearsals", {
        path: { id },
        body: { templateRevision: revision, calls: { limit } },
      }),
  });
  return (
    <div className={styles.stack}>
      <Panel title={t("integrations:rehearse.title")} text={t("integrations:rehearse.text")}>
        <div className={styles.group}>
          <Group align="end">
            <Select
              label={t("integrations:rehearse.revision")}
              value={String(revision)}
              onChange={(value) => setRevision(Number(value))}
              data={(revisions.data ?? [{ revision }]).map((one) => ({
                value: String(one.revision),
                label: t("integrations:ofTemplate", { key: templateKey, revision: one.revision }),
              }))}
            />
            <NumberInput
              label={t("integrations:rehearse.calls")}
              value={limit}
              min={1}
              max={MAX_CALLS}
              w="8rem"
              hideControls
              onChange={(value) => typeof value === "number" && setLimit(value)}
            />
            <Button loading={rehearse.isPending} onClick={() => rehearse.mutate()}>
              {t("integrations:rehearse.button")}
            </Button>
          </Group>
          <p className={styles.soft}>{t("integrations:rehearse.settings")}</p>
          {rehearse.isError && <ErrorNotice error={rehearse.error} />}
        </div>
      </Panel>
      {rehearse.data && <RehearsalResult rehearsal={rehearse.data} />}
    </div>
  );
}
