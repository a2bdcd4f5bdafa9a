import { NumberInput, PasswordInput, Select, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../shared/client/ask.ts";
import { useServerWords } from "../../../shared/said.tsx";
import type { Field, Typed } from "./settings-form.ts";

const OWN = "{}";

interface Props {
  readonly kind: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly change: (path: string, value: string | boolean) => void;
  /** Names of ready mappings. */
  readonly mappings: readonly string[];
  /** Secrets that are set, by path. */
  readonly secrets: readonly string[];
  readonly error: unknown;
}

/** A field for each setting of a kind of PBX, explained; what the server found wrong stands beside its field. */
export function SettingsFields({ fields, ...rest }: Props) {
  return (
    <Stack>
      {fields.map((field) => (
        <OneField key={field.path} field={field} {...rest} />
      ))}
    </Stack>
  );
}

function OneField({ kind, field, typed, change, mappings, secrets, error }: Omit<Props, "fields"> & { field: Field }) {
  const { t, i18n } = useTranslation();
  const say = useServerWords();
  const { path, required } = field;
  const key = `telephones:setting.${kind}.${path.replace(".", "_")}`;
  const known = i18n.exists(key);
  const isSet = secrets.some((one) => one === path || one.startsWith(`${path}.`));
  const problems = error instanceof ApiError ? error.problems : [];
  const wrong = problems.find((one) => one.path.startsWith(`settings.${path}`));
  const value = String(typed[path] ?? "");
  const common = {
    label: known ? t(key) : path,
    description: known ? t(`${key}Help`) : field.description,
    required: required && !isSet,
    error: wrong && [wrong.message, wrong.help].flatMap((one) => (one ? [say(one)] : [])).join("; "),
  };
  const written = {
    ...common,
    value,
    onChange: (event: { currentTarget: { value: string } }) => change(path, event.currentTarget.value),
  };
  switch (field.kind) {
    case "switch": {
      const { required: _, ...rest } = common;
      return (
        <Switch
          {...rest}
          checked={typed[path] === true}
          onChange={(event) => change(path, event.currentTarget.checked)}
        />
      );
    }
    case "number":
      return (
        <NumberInput {...common} value={value} onChange={(next) => change(path, String(next))} hideControls w="9rem" />
      );
    case "list":
      return <Textarea {...written} autosize minRows={1} maxRows={8} placeholder={t("telephones:form.oneALine")} />;
    case "secret":
    case "secrets":
      return (
        <PasswordInput
          {...written}
          autoComplete="new-password"
          placeholder={isSet ? t("telephones:form.secretSet") : ""}
          visibilityToggleButtonProps={{ "aria-label": t("session:showPassword") }}
        />
      );
    case "mapping": {
      const own = value.trim().startsWith("{");
      return (
        <>
          <Select
            label={common.label}
            description={common.description}
            value={own ? OWN : value}
            onChange={(next) => change(path, next ?? "")}
            data={[
              { value: "", label: t("telephones:form.noMapping") },
              ...mappings.map((name) => ({ value: name, label: name })),
              { value: OWN, label: t("telephones:form.ownMapping") },
            ]}
          />
          {own && (
            <Textarea
              {...written}
              label={t("telephones:form.mappingText")}
              description={t("telephones:form.mappingHelp")}
              autosize
              minRows={6}
              maxRows={20}
              styles={{ input: { fontFamily: "var(--db-mono)", fontSize: "0.82rem" } }}
            />
          )}
        </>
      );
    }
    default:
      return <TextInput {...written} />;
  }
}
