import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Contact } from "../../../shared/client/generated/routes.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Panel } from "../telephones/panel.tsx";

const SHOWN = 100;

/** The contacts that an integration has read from its helpdesk. */
export function PhonebookPanel({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const contacts = useQuery({
    queryKey: ["integration", id, "contacts"],
    queryFn: async () =>
      (await ask("GET /api/v1/integrations/{id}/contacts", { path: { id }, query: { limit: SHOWN } })).contacts,
  });
  const columns: readonly Column<Contact>[] = [
    {
      key: "name",
      title: t("integrations:phonebook.name"),
      cell: ({ name, url, id }) =>
        /^https?:/.test(url) ? (
          <a href={url} target="_blank" rel="noreferrer noopener">
            {name || id}
          </a>
        ) : (
          name || id
        ),
    },
    {
      key: "type",
      title: t("integrations:phonebook.type"),
      cell: ({ type }) => t(`integrations:value.contactSync.types.${type}`),
    },
  ];
  return (
    <Panel title={t("integrations:tab.phonebook")} text={t("integrations:phonebook.text")}>
      <DataTable
        label={t("integrations:tab.phonebook")}
        columns={columns}
        rows={contacts.data}
        rowKey={({ type, id }) => `${type} ${id}`}
        error={contacts.error}
        retry={() => void contacts.refetch()}
        empty={<Empty title={t("integrations:phonebook.empty")} text={t("integrations:phonebook.emptyText")} />}
      />
    </Panel>
  );
}
