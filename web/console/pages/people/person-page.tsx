import { Alert, Button, Group, Skeleton } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Person } from "../../../shared/client/generated/routes.ts";
import { useFormat } from "../../../shared/format.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import { LinkOnce } from "./one-time-link.tsx";
import styles from "./people.module.css";
import { PersonState } from "./people-page.tsx";
import { type PersonDraft, PersonFields } from "./person-fields.tsx";
import { SessionList } from "./session-list.tsx";
import { ROLES, usePerson, usePersonChanges } from "./use-people.ts";

/** One person: what they may do, whether they can sign in, and where they are signed in. */
export function PersonPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const found = usePerson(id);
  const changes = usePersonChanges(id);
  const back = <Link to="/people">{t("people:backToAll")}</Link>;
  if (!found.data) {
    return (
      <>
        <PageHeader title={t("people:one")} back={back} />
        {found.isError ? (
          <ErrorNotice error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Skeleton height={220} />
        )}
      </>
    );
  }
  const { person, lockedUntil } = found.data;
  return (
    <>
      <PageHeader title={person.name} text={person.login} back={back}>
        <Actions person={person} changes={changes} />
      </PageHeader>
      {changes.link.data && <LinkOnce link={changes.link.data} name={person.name} />}
      {lockedUntil !== undefined && (
        <Alert color="yellow" mb="lg" title={t("people:locked")}>
          <p>{t("people:lockedText", { until: format.moment(lockedUntil) })}</p>
          {changes.unlock.isError && <ErrorNotice error={changes.unlock.error} />}
          <Button variant="default" loading={changes.unlock.isPending} onClick={() => changes.unlock.mutate()}>
            {t("people:unlock")}
          </Button>
        </Alert>
      )}
      <Facts
        facts={[
          [t("people:state"), <PersonState key="state" person={person} />],
          [t("people:made"), <Time key="made" at={person.createdAt} />],
          [t("people:signedIn"), person.signedInAt !== undefined && <Time at={person.signedInAt} />],
        ]}
      />
      <Section title={t("people:about")} text={t("people:aboutText")}>
        <PersonForm key={JSON.stringify(person)} person={person} change={changes.change} />
      </Section>
      <SessionList
        title={t("people:sessions")}
        text={t("people:sessionsOfOne")}
        queryKey={["sessions", id]}
        read={async () => (await ask("GET /api/v1/people/{id}/sessions", { path: { id } })).sessions}
        end={(session) => ask("DELETE /api/v1/people/{id}/sessions/{session}", { path: { id, session } })}
        endAll={{
          label: t("people:endAll"),
          text: t("people:endAllText", { name: person.name }),
          run: () => ask("DELETE /api/v1/people/{id}/sessions", { path: { id } }),
        }}
      />
    </>
  );
}

type Changes = ReturnType<typeof usePersonChanges>;

function PersonForm({ person, change }: { readonly person: Person; readonly change: Changes["change"] }) {
  const { t } = useTranslation();
  const { name, login, extensions } = person;
  const first: PersonDraft = { name, login, extensions, roles: ROLES.filter((role) => person.roles.includes(role)) };
  const [draft, setDraft] = useState(first);
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ ...draft, roles: [...draft.roles], extensions: [...draft.extensions] });
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <PersonFields draft={draft} change={setDraft} />
      <LeaveGuard isDirty={JSON.stringify(draft) !== JSON.stringify(first)} />
      {change.isError && <ErrorNotice error={change.error} />}
      <Group>
        <Button type="submit" loading={change.isPending} disabled={draft.roles.length === 0}>
          {t("people:save")}
        </Button>
        {change.isSuccess && <span role="status">{t("people:saved")}</span>}
      </Group>
    </form>
  );
}

function Actions({ person, changes }: { readonly person: Person; readonly changes: Changes }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { change, link, remove } = changes;
  const { disabled, name } = person;
  return (
    <>
      <ConfirmButton variant="default" title={t("people:newLink")} text={t("people:newLinkText")} act={link}>
        {t("people:newLink")}
      </ConfirmButton>
      <ConfirmButton
        variant="default"
        title={t(disabled ? "people:enableTitle" : "people:disableTitle", { name })}
        text={t(disabled ? "people:enableText" : "people:disableText")}
        act={{ ...change, mutateAsync: () => change.mutateAsync({ disabled: !disabled }) }}
      >
        {t(disabled ? "people:enable" : "people:disable")}
      </ConfirmButton>
      <ConfirmButton
        variant="default"
        color="red"
        title={t("people:removeTitle", { name })}
        text={t("people:removeText")}
        act={{ ...remove, mutateAsync: () => remove.mutateAsync().then(() => navigate({ to: "/people" })) }}
      >
        {t("people:remove")}
      </ConfirmButton>
    </>
  );
}
