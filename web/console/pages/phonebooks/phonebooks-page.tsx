import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Phonebook } from "../../../shared/client/generated/routes.ts";
import { useFormat } from "../../../shared/format.ts";
import { StateBadge } from "../../parts/badge.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { FormModal } from "../../parts/form-modal.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { useConnections } from "../telephones/use-telephones.ts";
import { useMakePhonebook, usePhonebooks } from "./use-phonebooks.ts";

/** Whom the engine knows: the phonebooks of the integrations, and those that people keep. */
export function PhonebooksPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMay("admin");
  const books = usePhonebooks();
  const connections = useConnections();
  const nameOf = (id: string) => connections.data?.find((one) => one.id === id)?.name || id;
  const columns: readonly Column<Phonebook>[] = [
    { key: "name", title: t("phonebooks:name"), cell: ({ name }) => name },
    { key: "kept", title: t("phonebooks:keptBy"), cell: (book) => <Keeper book={book} /> },
    {
      key: "connection",
      title: t("phonebooks:connection"),
      wide: true,
      cell: ({ connectionId }) => (connectionId ? nameOf(connectionId) : t("phonebooks:allConnections")),
    },
    {
      key: "contacts",
      title: t("phonebooks:contacts"),
      align: "end",
      cell: ({ contacts }) => format.number(contacts),
    },
  ];
  return (
    <>
      <PageHeader title={t("phonebooks:title")} text={t("phonebooks:lead")}>
        {mayChange && <NewPhonebook />}
      </PageHeader>
      <DataTable
        label={t("phonebooks:title")}
        columns={columns}
        rows={books.data}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/phonebooks/${id}`}
        error={books.error}
        retry={() => void books.refetch()}
        empty={<Empty title={t("phonebooks:none")} text={t("phonebooks:noneText")} />}
      />
    </>
  );
}

/** Whether an integration has the phonebook, and which; or that people keep it. */
export function Keeper({ book }: { readonly book: Phonebook }) {
  const { t } = useTranslation();
  if (!book.locked) return <StateBadge tone="calm">{t("phonebooks:byHand")}</StateBadge>;
  return <StateBadge tone="info">{t("phonebooks:lockedBy", { integration: book.integrationId })}</StateBadge>;
}

function NewPhonebook() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const make = useMakePhonebook();
  const [name, setName] = useState("");
  const [connection, setConnection] = useState<string | null>(null);
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
  });
  const add = async () => {
    const { id } = await make.mutateAsync({ name, connection });
    await navigate({ to: `/phonebooks/${id}` });
  };
  return (
    <FormModal
      label={t("phonebooks:new")}
      title={t("phonebooks:new")}
      submit={t("phonebooks:make")}
      act={{ ...make, mutateAsync: add }}
      begin={() => setName("")}
    >
      <TextInput
        label={t("phonebooks:name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Select
        label={t("phonebooks:connection")}
        placeholder={t("phonebooks:allConnections")}
        clearable
        clearButtonProps={{ "aria-label": t("phonebooks:allConnections") }}
        value={connection}
        onChange={setConnection}
        data={(connections.data ?? []).map(({ id, name: title }) => ({ value: id, label: title || id }))}
      />
    </FormModal>
  );
}
