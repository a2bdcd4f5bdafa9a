import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ListedCall } from "../../../shared/nouns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Duration, Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { type CallFilter, isFiltered, readCallFilter } from "./call-filter.ts";
import { CallState } from "./call-words.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Party } from "./party.tsx";
import { useCalls } from "./use-calls.ts";

/** Every call, the newest first, as it happens. */
export function CallsPage() {
  const { t } = useTranslation();
  const mayRead = useMay("read");
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const filter = useMemo(() => readCallFilter(search), [search]);
  const calls = useCalls(filter);
  const change = (part: CallFilter) => {
    const search = { ...filter, ...part };
    void navigate({ to: "/calls", search, replace: true });
  };
  const columns: readonly Column<ListedCall>[] = [
    {
      key: "party",
      title: t("calls:party"),
      cell: (call) => <Party call={call} name={call.contactName ?? call.externalName} />,
    },
    { key: "state", title: t("calls:outcome"), cell: (call) => <CallState call={call} /> },
    { key: "extension", title: t("calls:extension"), wide: true, cell: (call) => call.extension ?? "" },
    {
      key: "ticket",
      title: t("calls:ticket"),
      wide: true,
      cell: ({ tickets }) => tickets.map(({ ticketId }) => ticketId).join(", "),
    },
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
      <FilterBar filter={filter} change={change} />
      <DataTable
        label={t("calls:title")}
        columns={columns}
        rows={calls.rows}
        rowKey={({ id }) => id}
        {...(mayRead && { rowLink: ({ id }: ListedCall) => `/calls/${id}` })}
        error={calls.error}
        retry={calls.refetch}
        more={calls.more}
        empty={
          isFiltered(filter) ? (
            <Empty title={t("calls:filter.none")} text={t("calls:filter.searchedAll")} />
          ) : (
            <Empty title={t("calls:emptyTitle")} text={t("calls:emptyText")} />
          )
        }
      />
    </>
  );
}
