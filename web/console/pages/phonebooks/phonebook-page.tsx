import { Alert, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import IconLock from "@tabler/icons-react/icons/IconLock";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Phonebook } from "../../../shared/client/generated/routes.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { FormModal } from "../../parts/form-modal.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { ContactForm } from "./contact-form.tsx";
import { ContactTable } from "./contact-table.tsx";
import styles from "./phonebooks.module.css";
import { useChanges, useContacts, usePhonebook } from "./use-phonebooks.ts";

const TYPING_MS = 250;

/** One phonebook: its contacts, where each came from, and whether people may change them. */
export function PhonebookPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const may = useMay("admin");
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { readonly q?: unknown };
  const [typed, setTyped] = useState(() => (search.q === undefined ? "" : String(search.q)));
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  // In the address, so that it is still there after a look at something else.
  useEffect(() => {
    void navigate({ to: "/phonebooks/$id", params: { id }, search: q ? { q } : {}, replace: true });
  }, [navigate, id, q]);
  const book = usePhonebook(id);
  const contacts = useContacts(id, q);
  const back = <Link to="/phonebooks">{t("phonebooks:backToAll")}</Link>;
  if (!book.data) {
    return (
      <>
        <PageHeader title={t("phonebooks:one")} back={back} />
        {book.isError ? (
          <ErrorNotice error={book.error} retry={() => void book.refetch()} />
        ) : (
          <Skeleton height={220} />
        )}
      </>
    );
  }
  const { name, locked, integrationId } = book.data;
  const mayChange = may && !locked;
  return (
    <>
      <PageHeader title={name} text={t("phonebooks:size", { count: book.data.contacts })} back={back}>
        {mayChange && <Actions book={book.data} />}
      </PageHeader>
      {locked && (
        <Alert color="blue" mb="md" icon={<IconLock aria-hidden />} title={t("phonebooks:readOnly")}>
          {t("phonebooks:readOnlyText", { integration: integrationId })}
        </Alert>
      )}
      <search className={styles.search}>
        <TextInput
          aria-label={t("phonebooks:search")}
          placeholder={t("phonebooks:search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </search>
      <ContactTable
        id={id}
        contacts={contacts}
        mayChange={mayChange}
        empty={
          q ? (
            <Empty title={t("phonebooks:nobodyFits")} text={t("phonebooks:nobodyFitsText")} />
          ) : (
            <Empty
              title={t("phonebooks:nobody")}
              text={t(locked ? "phonebooks:nobodyLocked" : "phonebooks:nobodyText")}
            />
          )
        }
      />
    </>
  );
}

function Actions({ book }: { readonly book: Phonebook }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { rename, empty, remove } = useChanges(book.id);
  const [name, setName] = useState(book.name);
  const removeAndLeave = () => remove.mutateAsync().then(() => navigate({ to: "/phonebooks" }));
  return (
    <>
      <ContactForm id={book.id} />
      <FormModal
        variant="default"
        label={t("phonebooks:rename")}
        title={t("phonebooks:rename")}
        submit={t("phonebooks:save")}
        act={{ ...rename, mutateAsync: () => rename.mutateAsync(name) }}
        begin={() => setName(book.name)}
      >
        <TextInput
          label={t("phonebooks:name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          withAsterisk={false}
          data-autofocus
        />
      </FormModal>
      {book.contacts > 0 && (
        <ConfirmButton
          variant="default"
          color="red"
          title={t("phonebooks:emptyTitle")}
          text={t("phonebooks:emptyText", { count: book.contacts })}
          act={empty}
        >
          {t("phonebooks:empty")}
        </ConfirmButton>
      )}
      <ConfirmButton
        variant="default"
        color="red"
        title={t("phonebooks:deleteTitle", { name: book.name })}
        text={t("phonebooks:deleteText", { count: book.contacts })}
        act={{ ...remove, mutateAsync: removeAndLeave }}
      >
        {t("phonebooks:delete")}
      </ConfirmButton>
    </>
  );
}
