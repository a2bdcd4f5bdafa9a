import { Alert, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import { type Me, useMe } from "../../session/session.ts";
import { Appearance } from "../../shell/appearance.tsx";
import { Roles } from "../people/people-page.tsx";
import { SessionList } from "../people/session-list.tsx";
import styles from "./account.module.css";
import { PasswordChange } from "./password-change.tsx";

/** What is one's own: password, language, colours, pop-ups, sessions. */
export function AccountPage() {
  const { t } = useTranslation();
  const { data: me } = useMe();
  if (!me) return null;
  const extensions = me.extensions.map(({ number }) => number).join(", ");
  return (
    <>
      <PageHeader title={t("account:title")} text={t("account:lead")} />
      <Facts
        facts={[
          [t("account:name"), me.name],
          [t("account:login"), me.login],
          [t("account:roles"), me.roles.length > 0 && <Roles roles={me.roles} />],
          [t("account:extensions"), extensions],
        ]}
      />
      <Section title={t("account:look")} text={t("account:lookText")}>
        <div className={styles.look}>
          <Appearance />
        </div>
      </Section>
      {me.kind === "person" ? (
        <>
          <Section title={t("account:popups")} text={t("account:popupsText")}>
            <Popups me={me} />
          </Section>
          <Section title={t("account:password")} text={t("account:passwordText")}>
            <PasswordChange me={me} />
          </Section>
          <SessionList
            title={t("account:sessions")}
            text={t("account:sessionsText")}
            queryKey={["my-sessions"]}
            read={async () => (await ask("GET /api/v1/me/sessions")).sessions}
            end={(session) => ask("DELETE /api/v1/me/sessions/{session}", { path: { session } })}
            endAll={{
              label: t("account:endOthers"),
              text: t("account:endOthersText"),
              run: () => ask("DELETE /api/v1/me/sessions"),
            }}
          />
        </>
      ) : (
        <Alert color="blue">{t("account:token")}</Alert>
      )}
    </>
  );
}

function Popups({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (popups: boolean) => ask("PATCH /api/v1/me", { body: { popups } }),
    onSuccess: (changed) => client.setQueryData(["me"], changed),
  });
  return (
    <>
      <Switch
        label={t("account:popupsOn")}
        checked={change.isPending ? change.variables : me.popups}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      {change.isError && <ErrorNotice error={change.error} />}
    </>
  );
}
