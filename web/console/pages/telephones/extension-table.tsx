import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { useMay } from "../../session/session.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ExtensionEditor } from "./extension-editor.tsx";
import { toChoice } from "./popup-choice.tsx";
import styles from "./telephones.module.css";
import { useAssociations } from "./use-associations.ts";
import { type PlacedExtension, useConnections, useDo, useExtensionsOf } from "./use-telephones.ts";

const keyOf = ({ connectionId, number }: PlacedExtension) => `${connectionId} ${number}`;

/** Extensions of one connection or of several; one can be changed, or many at once. */
export function ExtensionTable({
  connectionIds,
  addTo,
  canRefresh = false,
}: {
  readonly connectionIds: readonly string[] | undefined;
  /** The connection that a new extension belongs to; absent = none can be added here. */
  readonly addTo?: string;
  /** Whether the PBX can be asked for its extensions. */
  readonly canRefresh?: boolean;
}) {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const extensions = useExtensionsOf(connectionIds);
  const userOf = useAssociations();
  const [sought, setSought] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<PlacedExtension | "new">();
  const connections = useConnections();
  const connectionName = (id: string) => connections.data?.find((one) => one.id === id)?.name || id;
  const several = (connectionIds?.length ?? 0) > 1;
  const rows = extensions?.filter(({ number, name, email }) =>
    `${number} ${name} ${email}`.toLowerCase().includes(sought.trim().toLowerCase()),
  );
  const marked = extensions?.filter((one) => chosen.has(keyOf(one))) ?? [];
  const toggle = (keys: readonly string[], on: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const key of keys) on ? next.add(key) : next.delete(key);
      return next;
    });
  const refresh = useDo(addTo ?? "", () =>
    ask("POST /api/v1/connections/{id}/extensions/refresh", { path: { id: addTo ?? "" } }),
  );
  const number: Column<PlacedExtension> = {
    key: "number",
    title: t("telephones:extension"),
    cell: (one) => (
      <Group gap="sm" wrap="nowrap">
        {mayChange && (
          <Checkbox
            aria-label={t("telephones:extensions.choose", { number: one.number })}
            checked={chosen.has(keyOf(one))}
            onChange={(event) => toggle([keyOf(one)], event.currentTarget.checked)}
          />
        )}
        <span className={styles.names}>
          <strong>{one.number}</strong>
          <span className={styles.soft}>{one.name}</span>
        </span>
      </Group>
    ),
  };
  const columns: readonly Column<PlacedExtension>[] = [
    number,
    { key: "email", title: t("telephones:extensions.email"), wide: true, cell: ({ email }) => email },
    {
      key: "user",
      title: t("telephones:extensions.user"),
      wide: true,
      cell: ({ connectionId, number }) => userOf(connectionId, number) || t("telephones:extensions.nobody"),
    },
    ...(several
      ? [
          {
            key: "pbx",
            title: t("telephones:one"),
            wide: true,
            cell: (one: PlacedExtension) => connectionName(one.connectionId),
          },
        ]
      : []),
    {
      key: "popup",
      title: t("telephones:popup.title"),
      cell: ({ popup }) => t(`telephones:popup.${toChoice(popup)}`),
    },
    ...(mayChange
      ? [
          {
            key: "edit",
            title: t("telephones:extensions.change"),
            align: "end" as const,
            cell: (one: PlacedExtension) => (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t("telephones:extensions.changeOne", { number: one.number })}
                onClick={() => setEdited(one)}
              >
                {t("telephones:extensions.change")}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const buttons = mayChange && addTo !== undefined && (
    <>
      <Button variant="default" onClick={() => setEdited("new")}>
        {t("telephones:extensions.add")}
      </Button>
      {canRefresh && (
        <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
          {t("telephones:extensions.refresh")}
        </Button>
      )}
    </>
  );
  return (
    <>
      {extensions && extensions.length > 0 && (
        <Group mb="sm" justify="space-between">
          <Group>
            <TextInput
              aria-label={t("telephones:extensions.search")}
              placeholder={t("telephones:extensions.search")}
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
            />
            {mayChange && rows && (
              <Checkbox
                label={t("telephones:extensions.chooseAll")}
                checked={rows.length > 0 && rows.every((one) => chosen.has(keyOf(one)))}
                indeterminate={marked.length > 0 && marked.length < rows.length}
                onChange={(event) => toggle(rows.map(keyOf), event.currentTarget.checked)}
              />
            )}
          </Group>
          <Group>{buttons}</Group>
        </Group>
      )}
      {refresh.isError && <ErrorNotice error={refresh.error} />}
      {marked.length > 0 && <BulkBar extensions={marked} done={() => setChosen(new Set())} />}
      <DataTable
        label={t("telephones:extensions.title")}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        empty={
          extensions && extensions.length > 0 ? (
            <Empty title={t("telephones:extensions.noneFits")} />
          ) : (
            <Empty title={t("telephones:extensions.emptyTitle")} text={t("telephones:extensions.emptyText")}>
              <Group>{buttons}</Group>
            </Empty>
          )
        }
      />
      {edited !== undefined && (
        <ExtensionEditor
          connectionId={edited === "new" ? (addTo ?? "") : edited.connectionId}
          {...(edited !== "new" && { extension: edited })}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  );
}
