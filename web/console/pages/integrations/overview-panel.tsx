import { Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { useFormat } from "../../../shared/format.ts";
import { Said } from "../../../shared/said.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { useMay } from "../../session/session.ts";
import { Facts, Panel } from "../telephones/panel.tsx";
import { useConnections } from "../telephones/use-telephones.ts";
import { IntegrationState } from "./integration-state.tsx";
import styles from "./integrations.module.css";
import { LivePanel } from "./live-panel.tsx";
import { useAct, useChange } from "./use-integrations.ts";

/** What an integration is, whether it is live, which revision of its template it has, and how it ends. */
export function OverviewPanel({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const { id, connectionId, templateKey, templateRevision, attention, status } = integration;
  const connection = useConnections().data?.find((one) => one.id === connectionId);
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Panel title={t("integrations:tab.overview")}>
          <div className={styles.stack}>
            {attention !== undefined && (
              <p className={styles.reason} role="alert">
                <Said>{attention}</Said>
              </p>
            )}
            <Facts
              facts={[
                [t("integrations:state"), <IntegrationState key="state" integration={integration} />],
                [
                  t("telephones:title"),
                  <Link key="pbx" to="/telephones/$id" params={{ id: connectionId }}>
                    {connection?.name || connectionId}
                  </Link>,
                ],
                [
                  t("integrations:template"),
                  t("integrations:ofTemplate", { key: templateKey, revision: templateRevision }),
                ],
              ]}
            />
            {mayChange && (
              <Group>
                {(status === "connect" || status === "attention" || status === "disconnected") && (
                  <Button component={Link} to={`/integrations/${id}?tab=connection`}>
                    {t("integrations:connect.see")}
                  </Button>
                )}
                <Button component={Link} to={`/integrations/${id}/set-up`} variant="default">
                  {t("integrations:wizard.continue")}
                </Button>
              </Group>
            )}
          </div>
        </Panel>
        {mayChange && status !== "disconnected" && <LivePanel integration={integration} />}
      </div>
      {mayChange && (
        <div className={styles.stack}>
          <Revision integration={integration} />
          <End integration={integration} />
        </div>
      )}
    </div>
  );
}

function Revision({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { templateKey, templateRevision } = integration;
  const revisions = useQuery({
    queryKey: ["template-revisions", templateKey],
    queryFn: async () => (await ask("GET /api/v1/templates/{key}/revisions", { path: { key: templateKey } })).revisions,
  });
  const [chosen, setChosen] = useState<number>();
  const change = useChange(integration);
  const revision = chosen ?? templateRevision;
  return (
    <Panel title={t("integrations:revision.title")} text={t("integrations:revision.text")}>
      <div className={styles.group}>
        <Select
          label={t("integrations:revision.label")}
          value={String(revision)}
          onChange={(value) => setChosen(Number(value))}
          data={(revisions.data ?? []).map((one) => ({
            value: String(one.revision),
            label: t("integrations:revision.one", { revision: one.revision, day: format.day(one.createdAt) }),
          }))}
        />
        {change.isError && <ErrorNotice error={change.error} />}
        <Group>
          <Button
            variant="default"
            disabled={revision === templateRevision}
            loading={change.isPending}
            onClick={() => change.mutate({ revision })}
          >
            {t("integrations:revision.take")}
          </Button>
        </Group>
      </div>
    </Panel>
  );
}

function End({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const { id, status } = integration;
  const change = useChange(integration);
  const disconnect = useAct(id, () => ask("POST /api/v1/integrations/{id}/disconnect", { path: { id } }));
  if (status === "disconnected") return null;
  return (
    <Panel title={t("integrations:end.title")} text={t("integrations:end.text")}>
      <Group>
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ enabled: status === "disabled" })}
        >
          {t(status === "disabled" ? "integrations:end.on" : "integrations:end.off")}
        </Button>
        <ConfirmButton
          color="red"
          variant="outline"
          title={t("integrations:end.sure")}
          text={t("integrations:end.sureText")}
          act={disconnect}
        >
          {t("integrations:end.disconnect")}
        </ConfirmButton>
      </Group>
      {change.isError && <ErrorNotice error={change.error} />}
    </Panel>
  );
}
