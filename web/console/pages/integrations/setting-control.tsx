import { Checkbox, Group, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { Said } from "../../../shared/said.tsx";
import type { SettingField } from "./feature-table.ts";

/** One setting with its sentence, as what it is: a switch, a choice, a number, a text. */
export function SettingControl({
  field,
  value,
  change,
  integrationId,
  fault,
}: {
  readonly field: SettingField;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly integrationId: string;
  /** Why it was refused. */
  readonly fault?: string | undefined;
}) {
  const { t } = useTranslation();
  const { group, name } = field;
  const words = {
    label: t(`integrations:set.${group}.${name}`),
    description: t(`integrations:set.${group}.${name}Help`),
  };
  const valueWord = (option: string) => t(`integrations:value.${group}.${name}.${option}`);
  switch (field.kind) {
    case "switch":
      return <Switch {...words} checked={value === true} onChange={(event) => change(event.currentTarget.checked)} />;
    case "number":
      return (
        <NumberInput
          {...words}
          value={typeof value === "number" ? value : ""}
          min={field.min}
          max={field.max}
          onChange={(next) => typeof next === "number" && change(next)}
          hideControls
          styles={{ input: { maxWidth: "8rem" } }}
        />
      );
    case "choice":
      return (
        <Select
          {...words}
          value={String(value)}
          onChange={change}
          data={field.options.map((option) => ({ value: option, label: valueWord(option) }))}
          maw="26rem"
        />
      );
    case "several":
      return (
        <Checkbox.Group {...words} value={Array.isArray(value) ? value.map(String) : []} onChange={change}>
          <Group mt={6} gap="md">
            {field.options.map((option) => (
              <Checkbox key={option} value={option} label={valueWord(option)} />
            ))}
          </Group>
        </Checkbox.Group>
      );
    case "region":
      return (
        <TextInput
          {...words}
          value={String(value ?? "")}
          maxLength={2}
          maw="8rem"
          styles={{ description: { minWidth: "20rem" } }}
          onChange={(event) => change(event.currentTarget.value.toUpperCase())}
        />
      );
    case "phonebook":
      return <PhonebookSelect {...words} value={String(value ?? "")} change={change} integrationId={integrationId} />;
    case "text":
      return (
        <TextInput
          {...words}
          value={String(value ?? "")}
          error={fault !== undefined && <Said>{fault}</Said>}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}

/** The integration's own phonebook, or one that is empty and free. */
function PhonebookSelect({
  value,
  change,
  integrationId,
  ...words
}: {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly change: (value: unknown) => void;
  readonly integrationId: string;
}) {
  const { t } = useTranslation();
  const books = useQuery({
    queryKey: ["phonebooks"],
    queryFn: async () => (await ask("GET /api/v1/phonebooks")).phonebooks,
  });
  const free = (books.data ?? []).filter(
    (book) => book.id === value || book.integrationId === integrationId || (!book.locked && book.contacts === 0),
  );
  const own = { value: "", label: t("integrations:ownPhonebook") };
  return (
    <Select
      {...words}
      value={value}
      onChange={change}
      data={[own, ...free.map(({ id, name }) => ({ value: id, label: name || id }))]}
      maw="26rem"
    />
  );
}
