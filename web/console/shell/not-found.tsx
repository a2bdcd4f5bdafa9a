import { useTranslation } from "react-i18next";
import { Empty } from "../parts/empty.tsx";
import { PageHeader } from "../parts/page-header.tsx";

/** Shown at an address that no page has. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("shell:notFound")} />
      <Empty title={t("shell:notFoundTitle")} text={t("shell:notFoundText")} />
    </>
  );
}
