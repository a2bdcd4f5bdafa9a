import { Button, Group, Select, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { Panel } from "../telephones/panel.tsx";
import { useConnections } from "../telephones/use-telephones.ts";
import { FieldsForm, toSent } from "./fields-form.tsx";
import styles from "./integrations.module.css";
import { type TemplateForm, useChange } from "./use-integrations.ts";

/** Changes what an integration was connected with: its fields and its telephones. */
export function FieldsPanel({ integration, form }: { readonly integration: Integration; readonly form: TemplateForm }) {
  const { t } = useTranslation();
  const connections = useConnections();
  const stored = Object.fromEntries(
    integration.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  const set = integration.fields.filter((one) => one.set).map(({ name }) => name);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [connection, setConnection] = useState(integration.connectionId);
  const change = useChange(integration);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const enabled = integration.status === "disconnected" ? { enabled: true } : {};
    const fields = toSent(form.fields, set, typed);
    change.mutate({ connection, fields, ...enabled }, { onSuccess: () => setTyped({}) });
  };
  return (
    <Panel title={t("integrations:fields.title")} text={t("integrations:fields.text")}>
      <form onSubmit={submit}>
        <Stack maw="40rem">
          <Select
            label={t("integrations:fields.telephones")}
            value={connection}
            onChange={(value) => setConnection(value ?? connection)}
            data={(connections.data ?? []).map(({ id, name }) => ({ value: id, label: name || id }))}
          />
          <FieldsForm
            fields={form.fields}
            set={set}
            values={{ ...stored, ...typed }}
            change={(name, value) => setTyped((before) => ({ ...before, [name]: value }))}
          />
          <LeaveGuard isDirty={Object.keys(typed).length > 0 || connection !== integration.connectionId} />
          {change.isError && <ErrorNotice error={change.error} />}
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t("integrations:save")}
            </Button>
            <Link to="/telephones/$id" params={{ id: connection }}>
              {t("integrations:fields.toTelephones")}
            </Link>
            {change.isSuccess && (
              <span role="status" className={styles.soft}>
                {t("integrations:saved")}
              </span>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
