import { useTranslation } from "react-i18next";
import type { Call } from "../../../shared/nouns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Duration, Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { CallState } from "./call-words.tsx";
import { Party } from "./party.tsx";
import { useCalls } from "./use-calls.ts";

/** Every call, the newest first, as it happens. */
export function CallsPage() {
  const { t } = useTranslation();
  const mayRead = useMay("read");
  const calls = useCalls();
  const columns: readonly Column<Call>[] = [
    { key: "party", title: t("calls:party"), cell: (call) => <Party call={call} /> },
    { key: "state", title: t("calls:outcome"), cell: (call) => <CallState call={call} /> },
    { key: "extension", title: t("calls:extension"), wide: true, cell: (call) => call.extension ?? "" },
    {
      key: "talk",
      title: t("calls:talked"),
      align: "end",
      wide: true,
      cell: ({ talkSeconds }) => talkSeconds > 0 && <Duration seconds={talkSeconds} />,
    },
    { key: "at", title: t("calls:began"), align: "end", cell: ({ startedAt }) => <Time at={startedAt} /> },
  ];
  return (
    <>
      <PageHeader title={t("calls:title")} text={t("calls:lead")} />
      <DataTable
        label={t("calls:title")}
        columns={columns}
        rows={calls.rows}
        rowKey={({ id }) => id}
        {...(mayRead && { rowLink: ({ id }: Call) => `/calls/${id}` })}
        error={calls.error}
        retry={calls.refetch}
        more={calls.more}
        empty={<Empty title={t("calls:emptyTitle")} text={t("calls:emptyText")} />}
      />
    </>
  );
}
