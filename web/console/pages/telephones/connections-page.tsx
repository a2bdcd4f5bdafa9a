import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Connection } from "../../../shared/client/generated/routes.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { ConnectionState } from "./connection-state.tsx";
import styles from "./telephones.module.css";
import { useConnections, useHealthOf } from "./use-telephones.ts";

/** The PBXs that are connected, each with how the talk with it stands. */
export function ConnectionsPage() {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const connections = useConnections();
  const healths = useHealthOf(connections.data?.map(({ id }) => id) ?? []);
  const add = mayChange && (
    <Button component={Link} to="/connect-telephones">
      {t("telephones:connect")}
    </Button>
  );
  const columns: readonly Column<Connection>[] = [
    {
      key: "name",
      title: t("telephones:name"),
      cell: ({ id, name, kind }) => (
        <span className={styles.names}>
          <strong>{name || id}</strong>
          <span className={styles.soft}>{t(`telephones:kind.${kind}`)}</span>
        </span>
      ),
    },
    {
      key: "state",
      title: t("telephones:state.title"),
      cell: ({ id }) => <ConnectionState health={healths.get(id)} />,
    },
    {
      key: "heard",
      title: t("telephones:health.heard"),
      wide: true,
      cell: ({ id }) => {
        const at = healths.get(id)?.heardAt;
        return at === undefined ? t("telephones:health.never") : <Time at={at} />;
      },
    },
    { key: "zone", title: t("telephones:zone"), wide: true, cell: ({ zone }) => zone },
  ];
  return (
    <>
      <PageHeader title={t("telephones:title")} text={t("telephones:lead")}>
        {connections.data && connections.data.length > 0 && add}
      </PageHeader>
      <DataTable
        label={t("telephones:title")}
        columns={columns}
        rows={connections.data}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/telephones/${id}`}
        error={connections.error}
        retry={() => void connections.refetch()}
        empty={
          <Empty title={t("telephones:emptyTitle")} text={t("telephones:emptyText")}>
            {add}
          </Empty>
        }
      />
    </>
  );
}
