import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { useMay } from "../../session/session.ts";
import { useCallTitle } from "../calls/call-title.ts";
import { Panel } from "../telephones/panel.tsx";
import { Course } from "./course.tsx";
import styles from "./integrations.module.css";
import { usePastCalls } from "./past-calls.ts";
import type { Settings } from "./use-integrations.ts";

const UNSETTLED_MS = 2000;

/** What a past call would become with these settings; nothing is sent. */
export function CallPreview({
  integration,
  settings,
}: {
  readonly integration: Integration;
  readonly settings: Settings;
}) {
  const { t } = useTranslation();
  const titleOf = useCallTitle();
  const mayRehearse = useMay("rehearse");
  const { id, connectionId, templateRevision } = integration;
  const calls = usePastCalls(connectionId);
  const [chosen, setChosen] = useState<string>();
  const call = chosen ?? calls.data?.[0]?.id;
  const rehearsal = useQuery({
    queryKey: ["rehearsal", id, templateRevision, call, settings],
    queryFn: () =>
      ask("POST /api/v1/integrations/{id}/rehearsals", {
        path: { id },
        body: { settings, calls: [call ?? ""] },
      }),
    enabled: mayRehearse && call !== undefined,
    placeholderData: (before) => before,
    retry: false,
    // A call that has just ended is gone through once everything about it is done.
    refetchInterval: ({ state }) => state.status === "error" && UNSETTLED_MS,
  });
  const now = rehearsal.data?.calls[0]?.now;
  if (!mayRehearse) return null;
  return (
    <Panel title={t("integrations:preview.title")} text={t("integrations:preview.text")}>
      <div className={styles.stack}>
        {calls.data?.length === 0 ? (
          <p className={styles.soft}>
            {t("integrations:preview.noCall")}{" "}
            <Link to="/telephones/$id" params={{ id: connectionId }}>
              {t("integrations:preview.testCall")}
            </Link>
          </p>
        ) : (
          <Select
            label={t("integrations:preview.call")}
            value={call ?? null}
            onChange={(value) => setChosen(value ?? call)}
            data={(calls.data ?? []).map((one) => ({ value: one.id, label: titleOf(one) }))}
          />
        )}
        {rehearsal.isError && <ErrorNotice error={rehearsal.error} />}
        {now && <Course course={now} />}
      </div>
    </Panel>
  );
}
