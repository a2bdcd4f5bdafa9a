import { Button, Select, TextInput, UnstyledButton } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import styles from "./audit.module.css";
import { Chain } from "./chain.tsx";
import { EntryView } from "./entry-view.tsx";
import { useActionName } from "./use-action-name.ts";
import { type AuditFilter, type Entry, readAuditFilter, useAudit } from "./use-audit.ts";
import { useSubjectName } from "./use-subject-name.ts";

/** Who changed what, and whether the log is whole. */
export function AuditPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const filter = useMemo(() => readAuditFilter(search), [search]);
  const audit = useAudit(filter);
  const nameOf = useActionName();
  const subjectOf = useSubjectName();
  const whoOf = useWhoName();
  const [shown, show] = useState<Entry>();
  const change = (part: AuditFilter) => void navigate({ to: "/audit", search: { ...filter, ...part }, replace: true });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const columns: readonly Column<Entry>[] = [
    {
      key: "what",
      title: t("audit:what"),
      cell: (entry) => (
        <UnstyledButton className={styles.entry} onClick={() => show(entry)}>
          <span className={styles.action}>{nameOf(entry.action)}</span>
          <span className={styles.soft}>{subjectOf(entry.subject)}</span>
        </UnstyledButton>
      ),
    },
    { key: "who", title: t("audit:who"), cell: ({ who }) => whoOf(who) },
    { key: "address", title: t("audit:address"), wide: true, cell: ({ who }) => who.address },
    { key: "at", title: t("audit:at"), align: "end", cell: ({ at }) => <Time at={at} /> },
    { key: "seq", title: t("audit:seq"), align: "end", wide: true, cell: ({ seq }) => seq },
  ];
  return (
    <>
      <PageHeader title={t("audit:title")} text={t("audit:lead")} />
      <Chain />
      <FilterBar filter={filter} change={change} entries={audit.rows ?? []} />
      <DataTable
        label={t("audit:title")}
        columns={columns}
        rows={audit.rows}
        rowKey={({ seq }) => String(seq)}
        error={audit.error}
        retry={audit.refetch}
        more={audit.more}
        empty={<Empty title={t(isFiltered ? "audit:noneFits" : "audit:none")} />}
      />
      <EntryView entry={shown} close={() => show(undefined)} />
    </>
  );
}

/** The server itself has names for what it did in English only; they stand in the entry. */
function useWhoName(): (who: Entry["who"]) => string {
  const { t } = useTranslation();
  return ({ kind, name }) => (kind === "system" ? "" : name) || t(`audit:kind.${kind}`);
}

const byLabel = (a: { readonly label: string }, b: { readonly label: string }) => a.label.localeCompare(b.label);

function FilterBar({
  filter,
  change,
  entries,
}: {
  readonly filter: AuditFilter;
  readonly change: (part: AuditFilter) => void;
  readonly entries: readonly Entry[];
}) {
  const { t } = useTranslation();
  const whoOf = useWhoName();
  const people = new Map(entries.map(({ who }) => [who.id, whoOf(who)]));
  if (filter.who !== undefined && !people.has(filter.who)) people.set(filter.who, filter.who);
  const nameOf = useActionName();
  const known = t("audit:did", { returnObjects: true }) as unknown as Readonly<Record<string, string>>;
  const actions = [...new Set([...Object.keys(known), ...entries.map(({ action }) => action)])];
  const day = (name: "from" | "to") => (
    <TextInput
      type="date"
      label={t(`audit:day.${name}`)}
      value={filter[name] ?? ""}
      onChange={(event) => change({ [name]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <search className={styles.filters} aria-label={t("audit:filter")}>
      <Select
        label={t("audit:who")}
        placeholder={t("audit:anybody")}
        clearable
        allowDeselect
        clearButtonProps={{ "aria-label": t("audit:clear") }}
        value={filter.who ?? null}
        onChange={(who) => change({ who: who ?? undefined })}
        data={[...people].filter(([value]) => value).map(([value, label]) => ({ value, label }))}
      />
      <Select
        label={t("audit:action")}
        placeholder={t("audit:anything")}
        searchable
        clearable
        allowDeselect
        clearButtonProps={{ "aria-label": t("audit:clear") }}
        value={filter.action ?? null}
        onChange={(action) => change({ action: action ?? undefined })}
        data={actions.map((value) => ({ value, label: nameOf(value) })).sort(byLabel)}
      />
      {day("from")}
      {day("to")}
      {Object.values(filter).some((value) => value !== undefined) && (
        <Button
          variant="subtle"
          onClick={() => change({ who: undefined, action: undefined, from: undefined, to: undefined })}
        >
          {t("audit:clear")}
        </Button>
      )}
    </search>
  );
}
