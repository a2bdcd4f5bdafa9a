import { Button, Group, Select, Switch, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../shared/client/ask.ts";
import type { Connection } from "../../../shared/client/generated/routes.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { SettingsFields } from "./settings-fields.tsx";
import { type Schema, toFields, toSettings, toTyped } from "./settings-form.ts";
import styles from "./telephones.module.css";
import { toId } from "./to-id.ts";
import { useConnections, useKinds, useSaveConnection } from "./use-telephones.ts";

type Kind = NonNullable<Parameters<ReturnType<typeof useSaveConnection>["mutate"]>[0]["kind"]>;

const ZONES = Intl.supportedValuesOf("timeZone");

/** Makes a connection of a kind, or changes `connection`. */
export function ConnectionForm({
  kind,
  connection,
  done,
}: {
  readonly kind: string;
  readonly connection?: Connection;
  readonly done: (id: string) => void;
}) {
  const { t } = useTranslation();
  const kinds = useKinds();
  const taken = useConnections().data?.map(({ id }) => id) ?? [];
  const save = useSaveConnection();
  const schema = kinds.data?.kinds.find((one) => one.kind === kind)?.settings as Schema | undefined;
  const fields = useMemo(() => toFields(schema ?? {}), [schema]);
  const [name, setName] = useState(connection?.name ?? "");
  const [zone, setZone] = useState(connection?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [enabled, setEnabled] = useState(connection?.enabled ?? true);
  const [changed, setChanged] = useState<Readonly<Record<string, string | boolean>>>({});
  const typed = { ...toTyped(fields, connection?.settings ?? {}), ...changed };
  const form = useRef<HTMLFormElement>(null);
  // To the first field that was refused, which may have been scrolled away.
  useEffect(() => {
    if (save.error) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [save.error]);
  const isDirty =
    Object.keys(changed).length > 0 ||
    name !== (connection?.name ?? "") ||
    zone !== connection?.zone ||
    enabled !== connection.enabled;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = connection?.id ?? toId(name, kind, taken);
    const wish = { id, name: name.trim() || id, kind: kind as Kind, zone, enabled };
    save.mutate(
      { ...wish, settings: toSettings(fields, typed) },
      {
        onSuccess: () => {
          setChanged({});
          done(id);
        },
      },
    );
  };
  if (kinds.isError) return <ErrorNotice error={kinds.error} retry={() => void kinds.refetch()} />;
  const unplaced =
    save.error instanceof ApiError &&
    save.error.problems.length > 0 &&
    save.error.problems.every(({ path }) => fields.some((one) => path.startsWith(`settings.${one.path}`)));
  return (
    <form ref={form} onSubmit={submit} className={styles.form} noValidate>
      <TextInput
        label={t("telephones:name")}
        description={t("telephones:form.nameHelp")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={200}
      />
      <Select
        label={t("telephones:zone")}
        description={t("telephones:form.zoneHelp")}
        data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
        value={zone}
        onChange={(value) => setZone(value ?? zone)}
        searchable
        limit={80}
        maw="22rem"
      />
      <SettingsFields
        kind={kind}
        fields={fields}
        typed={typed}
        change={(path, value) => setChanged((before) => ({ ...before, [path]: value }))}
        mappings={kinds.data?.mappings ?? []}
        secrets={connection?.secrets ?? []}
        error={save.error}
      />
      {connection && (
        <Switch
          label={t("telephones:form.enabled")}
          description={t("telephones:form.enabledHelp")}
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
      )}
      {save.isError &&
        (unplaced ? <p role="alert">{t("telephones:form.lookAbove")}</p> : <ErrorNotice error={save.error} />)}
      <LeaveGuard isDirty={connection !== undefined && isDirty} />
      <Group>
        <Button type="submit" loading={save.isPending}>
          {connection ? t("telephones:form.save") : t("telephones:form.make")}
        </Button>
        {save.isSuccess && (
          <span role="status" className={styles.soft}>
            {t("telephones:form.saved")}
          </span>
        )}
      </Group>
    </form>
  );
}
