import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Person } from "../../../shared/client/generated/routes.ts";
import { useFormat } from "../../../shared/format.ts";
import { StateBadge } from "../../parts/badge.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { FormModal } from "../../parts/form-modal.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import { LinkOnce } from "./one-time-link.tsx";
import styles from "./people.module.css";
import { NOBODY, PersonFields } from "./person-fields.tsx";
import { SessionList } from "./session-list.tsx";
import { ROLES, useInvite, usePeople } from "./use-people.ts";

/** Who may sign in, as what, and who is signed in now. */
export function PeoplePage() {
  const { t } = useTranslation();
  const people = usePeople();
  const invite = useInvite();
  const made = invite.data;
  return (
    <>
      <PageHeader title={t("people:title")} text={t("people:lead")}>
        <Invite invite={invite} />
      </PageHeader>
      {made?.link && <LinkOnce link={made.link} name={made.person.name} />}
      <div className={styles.table}>
        <PeopleTable people={people} />
      </div>
      <SessionList
        title={t("people:sessions")}
        text={t("people:sessionsText")}
        queryKey={["sessions"]}
        read={async () => (await ask("GET /api/v1/sessions")).sessions}
        end={(id) => ask("DELETE /api/v1/sessions/{id}", { path: { id } })}
      />
      <Section title={t("people:rolesTitle")} text={t("people:rolesText")}>
        <dl className={styles.roles}>
          {ROLES.map((role) => (
            <div key={role}>
              <dt>{t(`people:role.${role}`)}</dt>
              <dd>{t(`people:roleText.${role}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}

function PeopleTable({ people }: { readonly people: ReturnType<typeof usePeople> }) {
  const { t } = useTranslation();
  const columns: readonly Column<Person>[] = [
    {
      key: "name",
      title: t("people:name"),
      cell: ({ name, login }) => (
        <span className={styles.who}>
          <strong>{name}</strong>
          <span className={styles.soft}>{login}</span>
        </span>
      ),
    },
    { key: "roles", title: t("people:roles"), cell: ({ roles }) => <Roles roles={roles} /> },
    {
      key: "extensions",
      title: t("people:extensions"),
      wide: true,
      cell: ({ extensions }) => extensions.map(({ number }) => number).join(", "),
    },
    { key: "state", title: t("people:state"), wide: true, cell: (person) => <PersonState person={person} /> },
    {
      key: "seen",
      title: t("people:signedIn"),
      align: "end",
      cell: ({ signedInAt }) => signedInAt !== undefined && <Time at={signedInAt} />,
    },
  ];
  return (
    <DataTable
      label={t("people:title")}
      columns={columns}
      rows={people.data}
      rowKey={({ id }) => id}
      rowLink={({ id }) => `/people/${id}`}
      error={people.error}
      retry={() => void people.refetch()}
      empty={<Empty title={t("people:none")} text={t("people:noneText")} />}
    />
  );
}

/** The names of roles. */
export function Roles({ roles }: { readonly roles: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = ROLES.filter((role) => roles.includes(role));
  return format.list(known.map((role) => t(`people:role.${role}`)));
}

/** Whether a person can sign in, and has. */
export function PersonState({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  if (person.disabled) return <StateBadge tone="bad">{t("people:disabled")}</StateBadge>;
  if (person.signedInAt === undefined) return <StateBadge tone="wait">{t("people:invited")}</StateBadge>;
  return <StateBadge tone="good">{t(person.singleSignOn ? "people:activeOidc" : "people:active")}</StateBadge>;
}

function Invite({ invite }: { readonly invite: ReturnType<typeof useInvite> }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(NOBODY);
  const send = () => {
    const { roles, extensions, ...rest } = draft;
    return invite.mutateAsync({ ...rest, roles: [...roles], extensions: [...extensions] });
  };
  return (
    <FormModal
      label={t("people:invite")}
      title={t("people:invite")}
      submit={t("people:makeLink")}
      act={{ ...invite, mutateAsync: send }}
      begin={() => setDraft(NOBODY)}
      ready={draft.roles.length > 0}
    >
      <PersonFields draft={draft} change={setDraft} />
    </FormModal>
  );
}
