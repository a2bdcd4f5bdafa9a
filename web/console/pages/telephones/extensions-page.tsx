import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { ExtensionTable } from "./extension-table.tsx";
import { useConnections } from "./use-telephones.ts";

/** The extensions of all PBXs: whose they are, and when their caller's page opens. */
export function ExtensionsPage() {
  const { t } = useTranslation();
  const connections = useConnections();
  return (
    <>
      <PageHeader title={t("telephones:extensions.title")} text={t("telephones:extensions.lead")} />
      {connections.isError ? (
        <ErrorNotice error={connections.error} retry={() => void connections.refetch()} />
      ) : (
        <ExtensionTable
          connectionIds={connections.data?.map(({ id }) => id)}
          {...(connections.data?.length === 1 && { addTo: connections.data[0]?.id ?? "" })}
        />
      )}
    </>
  );
}
