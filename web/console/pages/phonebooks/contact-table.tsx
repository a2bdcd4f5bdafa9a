import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../shared/nouns.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Time } from "../../parts/moments.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { ContactForm } from "./contact-form.tsx";
import styles from "./phonebooks.module.css";
import { type Entry, useChanges, type useContacts } from "./use-phonebooks.ts";

/** Contacts with their numbers, where each came from, and what can be done with it. */
export function ContactTable({
  id,
  contacts,
  mayChange,
  empty,
}: {
  readonly id: string;
  readonly contacts: ReturnType<typeof useContacts>;
  readonly mayChange: boolean;
  readonly empty: ReactNode;
}) {
  const { t } = useTranslation();
  const columns: readonly Column<Entry>[] = [
    { key: "who", title: t("phonebooks:contact"), cell: ({ contact }) => <Who contact={contact} /> },
    {
      key: "numbers",
      title: t("phonebooks:numbers"),
      cell: ({ contact }) => (
        <ul className={styles.numbers}>
          {contact.numbers.map(({ kind, number }) => (
            <li key={`${kind} ${number}`}>
              <PhoneNumber number={number} /> <span className={styles.soft}>{t(`phonebooks:kind.${kind}`)}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: "from",
      title: t("phonebooks:from"),
      wide: true,
      cell: ({ integrationId, fetchedAt }) => (
        <span className={styles.who}>
          {integrationId === undefined
            ? t("phonebooks:fromHand")
            : t("phonebooks:fromHelpdesk", { integration: integrationId })}
          <span className={styles.soft}>
            <Time at={fetchedAt} />
          </span>
        </span>
      ),
    },
    ...(mayChange
      ? [
          {
            key: "do",
            title: t("phonebooks:do"),
            align: "end" as const,
            cell: ({ contact }: Entry) => <RowActions id={id} contact={contact} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={t("phonebooks:contacts")}
      columns={columns}
      rows={contacts.rows}
      rowKey={({ contact }) => `${contact.type} ${contact.id}`}
      error={contacts.error}
      retry={contacts.refetch}
      more={contacts.more}
      empty={empty}
    />
  );
}

function Who({ contact }: { readonly contact: Contact }) {
  const { name, url, email, outputs } = contact;
  const below = [outputs.Company, email].filter(Boolean).join(" · ");
  const isPage = /^https?:/i.test(url);
  return (
    <span className={styles.who}>
      <strong>
        {isPage ? (
          <a href={url} target="_blank" rel="noreferrer">
            {name}
          </a>
        ) : (
          name
        )}
      </strong>
      {below && <span className={styles.soft}>{below}</span>}
    </span>
  );
}

function RowActions({ id, contact }: { readonly id: string; readonly contact: Contact }) {
  const { t } = useTranslation();
  const { drop } = useChanges(id);
  return (
    <span className={styles.row}>
      <ContactForm id={id} contact={contact} />
      <ConfirmButton
        variant="default"
        color="red"
        size="compact-xs"
        title={t("phonebooks:dropTitle", { name: contact.name })}
        text={t("phonebooks:dropText")}
        act={{ ...drop, mutateAsync: () => drop.mutateAsync(contact) }}
      >
        {t("phonebooks:drop")}
      </ConfirmButton>
    </span>
  );
}
