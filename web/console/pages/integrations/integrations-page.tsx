import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { Said } from "../../../shared/said.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { useConnections } from "../telephones/use-telephones.ts";
import { IntegrationState } from "./integration-state.tsx";
import styles from "./integrations.module.css";
import { useIntegrations } from "./use-integrations.ts";

/** The helpdesks that are connected, each with how it is. */
export function IntegrationsPage() {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const integrations = useIntegrations();
  const connections = useConnections();
  const nameOf = (id: string) => connections.data?.find((one) => one.id === id)?.name || id;
  const add = mayChange && (
    <Button component={Link} to="/connect-helpdesk">
      {t("integrations:wizard.title")}
    </Button>
  );
  const columns: readonly Column<Integration>[] = [
    {
      key: "id",
      title: t("integrations:one"),
      cell: ({ id, templateKey, templateRevision }) => (
        <span className={styles.names}>
          <strong>{id}</strong>
          <span className={styles.soft}>
            {t("integrations:ofTemplate", { key: templateKey, revision: templateRevision })}
          </span>
        </span>
      ),
    },
    {
      key: "state",
      title: t("integrations:state"),
      cell: (integration) => (
        <span className={styles.names}>
          <span className={styles.states}>
            <IntegrationState integration={integration} />
          </span>
          {integration.attention !== undefined && (
            <span className={styles.soft}>
              <Said>{integration.attention}</Said>
            </span>
          )}
        </span>
      ),
    },
    {
      key: "telephones",
      title: t("telephones:title"),
      wide: true,
      cell: ({ connectionId }) => nameOf(connectionId),
    },
  ];
  return (
    <>
      <PageHeader title={t("integrations:title")} text={t("integrations:lead")}>
        {integrations.data && integrations.data.length > 0 && add}
      </PageHeader>
      <DataTable
        label={t("integrations:title")}
        columns={columns}
        rows={integrations.data}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/integrations/${id}`}
        error={integrations.error}
        retry={() => void integrations.refetch()}
        empty={
          <Empty title={t("integrations:emptyTitle")} text={t("integrations:emptyText")}>
            {add}
          </Empty>
        }
      />
    </>
  );
}
