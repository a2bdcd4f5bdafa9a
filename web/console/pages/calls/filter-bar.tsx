import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { useMay } from "../../session/session.ts";
import { type CallFilter, DIRECTIONS, isFiltered, OUTCOMES, TICKETED } from "./call-filter.ts";
import styles from "./calls.module.css";

const TYPING_MS = 300;
const EVERYTHING: CallFilter = {
  q: undefined,
  direction: undefined,
  outcome: undefined,
  extension: undefined,
  connection: undefined,
  integration: undefined,
  ticketed: undefined,
  ticket: undefined,
  from: undefined,
  to: undefined,
};

interface Props {
  readonly filter: CallFilter;
  readonly change: (filter: CallFilter) => void;
}

/** What is looked for; `change` gets what was changed. */
export function FilterBar({ filter, change }: Props) {
  const { t } = useTranslation();
  return (
    <search className={styles.filters} aria-label={t("calls:filter.title")}>
      <TypedFilter label={t("calls:filter.q")} value={filter.q ?? ""} take={(q) => change({ q })} search />
      <TypedFilter
        label={t("calls:extension")}
        value={filter.extension ?? ""}
        take={(extension) => change({ extension })}
      />
      <SegmentedControl
        size="sm"
        aria-label={t("calls:filter.direction")}
        value={filter.direction ?? ""}
        onChange={(value) => change({ direction: DIRECTIONS.find((one) => one === value) })}
        data={[
          { value: "", label: t("calls:filter.all") },
          ...DIRECTIONS.map((value) => ({ value, label: t(`calls:direction.${value}`) })),
        ]}
      />
      <SegmentedControl
        size="sm"
        aria-label={t("calls:outcome")}
        value={filter.outcome ?? ""}
        onChange={(value) => change({ outcome: OUTCOMES.find((one) => one === value) })}
        data={[
          { value: "", label: t("calls:filter.all") },
          ...OUTCOMES.map((value) => ({ value, label: t(`calls:filter.${value}`) })),
        ]}
      />
      <ConnectionFilter filter={filter} change={change} />
      <IntegrationFilter filter={filter} change={change} />
      <Choice
        label={t("calls:filter.ticketed")}
        value={filter.ticketed}
        take={(value) => change({ ticketed: TICKETED.find((one) => one === value) })}
        data={TICKETED.map((value) => ({ value, label: t(`calls:filter.${value}Ticket`) }))}
      />
      <TypedFilter label={t("calls:filter.ticket")} value={filter.ticket ?? ""} take={(ticket) => change({ ticket })} />
      <DayFilter label={t("calls:filter.from")} value={filter.from} take={(from) => change({ from })} />
      <DayFilter label={t("calls:filter.to")} value={filter.to} take={(to) => change({ to })} />
      {isFiltered(filter) && (
        <Button variant="subtle" size="compact-sm" onClick={() => change(EVERYTHING)}>
          {t("calls:filter.clear")}
        </Button>
      )}
    </search>
  );
}

// Where there is one PBX only, there is nothing to choose.
function ConnectionFilter({ filter, change }: Props) {
  const { t } = useTranslation();
  const mayRead = useMay("read");
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
    enabled: mayRead,
  });
  if ((connections.data?.length ?? 0) < 2 && filter.connection === undefined) return null;
  return (
    <Choice
      label={t("calls:filter.connection")}
      value={filter.connection}
      take={(connection) => change({ connection })}
      data={(connections.data ?? []).map(({ id, name }) => ({ value: id, label: name || id }))}
    />
  );
}

function IntegrationFilter({ filter, change }: Props) {
  const { t } = useTranslation();
  const mayRead = useMay("read");
  const integrations = useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
    enabled: mayRead,
  });
  if ((integrations.data?.length ?? 0) < 2 && filter.integration === undefined) return null;
  return (
    <Choice
      label={t("calls:filter.integration")}
      value={filter.integration}
      take={(integration) => change({ integration })}
      data={(integrations.data ?? []).map(({ id }) => ({ value: id, label: id }))}
    />
  );
}

function Choice({
  label,
  value,
  take,
  data,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly take: (value: string | undefined) => void;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t } = useTranslation();
  return (
    <Select
      size="sm"
      aria-label={label}
      placeholder={label}
      clearable
      allowDeselect
      clearButtonProps={{ "aria-label": t("calls:filter.clear") }}
      value={value ?? null}
      onChange={(chosen) => take(chosen ?? undefined)}
      data={data}
    />
  );
}

function DayFilter({
  label,
  value,
  take,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly take: (day: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date"
      size="sm"
      aria-label={label}
      title={label}
      leftSection={<span className={styles.dayName}>{label}</span>}
      leftSectionWidth="3.4rem"
      value={value ?? ""}
      onChange={(event) => take(event.currentTarget.value || undefined)}
    />
  );
}

function TypedFilter({
  label,
  value,
  take,
  search = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly take: (value: string | undefined) => void;
  readonly search?: boolean;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait.
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => take(typed.trim() || undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      className={search ? (styles.search ?? "") : (styles.short ?? "")}
      size="sm"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={search && <IconSearch size={16} aria-hidden />}
    />
  );
}
