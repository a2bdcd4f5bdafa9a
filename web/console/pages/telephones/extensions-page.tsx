import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { ExtensionTable } from "./extension-table.tsx";
import { useConnections } from "./use-telephones.ts";

/** The extensions of all PBXs: whose they are, and when their caller's page opens. */
export function ExtensionsPage() {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const connections = useConnections();
  return (
    <>
      <PageHeader title={t("telephones:extensions.title")} text={t("telephones:extensions.lead")} />
      {connections.isError ? (
        <ErrorNotice error={connections.error} retry={() => void connections.refetch()} />
      ) : connections.data?.length === 0 ? (
        <Empty title={t("telephones:emptyTitle")} text={t("telephones:extensions.noPbx")}>
          {mayChange && (
            <Button component={Link} to="/connect-telephones" mt="sm">
              {t("telephones:connect")}
            </Button>
          )}
        </Empty>
      ) : (
        <ExtensionTable
          connectionIds={connections.data?.map(({ id }) => id)}
          {...(connections.data?.length === 1 && { addTo: connections.data[0]?.id ?? "" })}
        />
      )}
    </>
  );
}
