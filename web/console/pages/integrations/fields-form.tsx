import { PasswordInput, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TemplateForm } from "./use-integrations.ts";

/** The fields that a template asks for. Of a secret that is set nothing is shown; left empty, it stays. */
export function FieldsForm({
  fields,
  set,
  values,
  change,
}: {
  readonly fields: TemplateForm["fields"];
  /** Names of fields that have a value already. */
  readonly set: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly change: (name: string, value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack>
      {fields.map(({ name, title, secret, initial }) => {
        const common = {
          label: title || name,
          value: values[name] ?? initial ?? "",
          onChange: (event: { currentTarget: { value: string } }) => change(name, event.currentTarget.value),
        };
        if (!secret) return <TextInput key={name} {...common} autoComplete="off" />;
        const isSet = set.includes(name);
        return (
          <PasswordInput
            key={name}
            {...common}
            autoComplete="new-password"
            description={t(isSet ? "integrations:fields.secretSet" : "integrations:fields.secret")}
            visibilityToggleButtonProps={{ "aria-label": t("session:showPassword") }}
          />
        );
      })}
    </Stack>
  );
}

/** What of the typed values is to be sent: no empty text in place of a secret that is set. */
export function toSent(
  fields: TemplateForm["fields"],
  set: readonly string[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(({ name, secret, initial }) => {
      const value = values[name] ?? (set.includes(name) ? undefined : (initial ?? ""));
      return value === undefined || (secret && value === "" && set.includes(name)) ? [] : [[name, value]];
    }),
  );
}
