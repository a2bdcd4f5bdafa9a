import { Button, SegmentedControl, TextInput } from "@mantine/core";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CallFilter, DIRECTIONS, isFiltered, OUTCOMES } from "./call-filter.ts";
import styles from "./calls.module.css";

const TYPING_MS = 300;

/** What is looked for; `change` gets what was changed. */
export function FilterBar({
  filter,
  change,
}: {
  readonly filter: CallFilter;
  readonly change: (filter: CallFilter) => void;
}) {
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
      {isFiltered(filter) && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => change({ q: undefined, direction: undefined, outcome: undefined, extension: undefined })}
        >
          {t("calls:filter.clear")}
        </Button>
      )}
    </search>
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
