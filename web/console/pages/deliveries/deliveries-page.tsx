import { Button, Select, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Delivery } from "../../../shared/nouns.ts";
import { Said } from "../../../shared/said.tsx";
import { StateBadge } from "../../parts/badge.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { DELIVERY_TONES } from "../calls/trace-words.ts";
import { Bulk } from "./bulk.tsx";
import styles from "./deliveries.module.css";
import { type DeliveryFilter, FEATURES, readDeliveryFilter, TABS, toBulk } from "./delivery-filter.ts";
import { type ListedDelivery, useDeliveries } from "./use-deliveries.ts";

/** What is to be written to helpdesks: what waits, what was given up, what nobody knows of. */
export function DeliveriesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayChange = useMay("deliveries:write");
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const filter = useMemo(() => readDeliveryFilter(search), [search]);
  const deliveries = useDeliveries(filter);
  const change = (part: Partial<DeliveryFilter>) =>
    void navigate({ to: "/deliveries", search: { ...filter, ...part }, replace: true });
  const bulk = toBulk(filter);
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t("deliveries:title")} text={t("deliveries:lead")} />
      <Tabs value={filter.tab} onChange={(tab) => change({ tab: TABS.find((one) => one === tab) ?? "dead" })}>
        <Tabs.List className={styles.tabs ?? ""}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`deliveries:tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            {tab === filter.tab && (
              <>
                <p className={styles.about}>{t(`deliveries:about.${tab}`)}</p>
                <FilterBar filter={filter} change={change} />
                {mayChange && bulk && (
                  <Bulk key={JSON.stringify(bulk)} bulk={bulk} some={deliveries.rows?.length !== 0} />
                )}
                <DataTable
                  label={t("deliveries:title")}
                  columns={columns}
                  rows={deliveries.rows}
                  rowKey={({ id }) => id}
                  rowLink={({ id }) => `/deliveries/${id}`}
                  error={deliveries.error}
                  retry={deliveries.refetch}
                  more={deliveries.more}
                  empty={<Empty title={t(`deliveries:none.${tab}`)} />}
                />
              </>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

/** What a delivery says of itself beyond its state. */
export function toNote({ note }: Delivery): string {
  return note === undefined || note === "delivered" ? "" : note;
}

function useColumns(): readonly Column<ListedDelivery>[] {
  const { t } = useTranslation();
  return [
    {
      key: "what",
      title: t("deliveries:what"),
      cell: ({ feature, integrationId, call }) => (
        <span className={styles.what}>
          <strong>{t(`calls:feature.${feature}`)}</strong>
          {call && (
            <span>{[call.externalName, call.externalNumber].filter(Boolean).join(" · ") || t("common:withheld")}</span>
          )}
          <span>{integrationId}</span>
        </span>
      ),
    },
    { key: "state", title: t("deliveries:state"), cell: (delivery) => <DeliveryState delivery={delivery} /> },
    { key: "note", title: t("deliveries:note"), wide: true, cell: (one) => <Said>{toNote(one)}</Said> },
    { key: "attempt", title: t("deliveries:attempts"), align: "end", wide: true, cell: ({ attempt }) => attempt },
    {
      key: "at",
      title: t("deliveries:at"),
      align: "end",
      cell: ({ endedAt, createdAt }) => <Time at={endedAt ?? createdAt} />,
    },
  ];
}

/** Where a delivery is, and that it is in doubt. */
export function DeliveryState({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  const { state, inDoubt } = delivery;
  return (
    <span className={styles.states}>
      <StateBadge tone={DELIVERY_TONES[state]}>{t(`calls:delivery.${state}`)}</StateBadge>
      {inDoubt && <StateBadge tone="wait">{t("deliveries:inDoubt")}</StateBadge>}
    </span>
  );
}

function FilterBar({
  filter,
  change,
}: {
  readonly filter: DeliveryFilter;
  readonly change: (part: Partial<DeliveryFilter>) => void;
}) {
  const { t } = useTranslation();
  const integrations = useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
  });
  return (
    <search className={styles.filters} aria-label={t("deliveries:filter")}>
      <Select
        aria-label={t("deliveries:integration")}
        placeholder={t("deliveries:anyIntegration")}
        clearable
        allowDeselect
        clearButtonProps={{ "aria-label": t("deliveries:clear") }}
        value={filter.integration ?? null}
        onChange={(integration) => change({ integration: integration ?? undefined })}
        data={(integrations.data ?? []).map(({ id }) => id)}
      />
      <Select
        aria-label={t("deliveries:feature")}
        placeholder={t("deliveries:anyFeature")}
        clearable
        allowDeselect
        clearButtonProps={{ "aria-label": t("deliveries:clear") }}
        value={filter.feature ?? null}
        onChange={(value) => change({ feature: FEATURES.find((one) => one === value) })}
        data={FEATURES.map((value) => ({ value, label: t(`calls:feature.${value}`) }))}
      />
      {filter.call !== undefined && (
        <Button variant="light" onClick={() => change({ call: undefined })}>
          {t("deliveries:ofOneCall")}
        </Button>
      )}
    </search>
  );
}
