import { Anchor, Button, Group, Stack } from "@mantine/core";
import IconExternalLink from "@tabler/icons-react/icons/IconExternalLink";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { Said, useServerWords } from "../../../shared/said.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Panel } from "../telephones/panel.tsx";
import { IntegrationState } from "./integration-state.tsx";
import styles from "./integrations.module.css";
import { type TemplateForm, useAct } from "./use-integrations.ts";

/** Where an integration is let into its helpdesk: by somebody's permission in a new tab, or by what the form says; and a try of it. */
export function ConnectPanel({
  integration,
  form,
}: {
  readonly integration: Integration;
  readonly form: TemplateForm;
}) {
  const { t } = useTranslation();
  const { status, attention } = integration;
  const needsPermission = form.permission && status === "connect";
  return (
    <Panel
      title={t("integrations:connect.title")}
      text={t(`integrations:connect.text.${form.permission ? "permission" : form.auth}`)}
      actions={
        <span className={styles.states}>
          <IntegrationState integration={integration} />
        </span>
      }
    >
      <Stack>
        {attention !== undefined && (
          <p className={styles.reason} role="alert">
            <Said>{attention}</Said>
          </p>
        )}
        {form.permission && <Permission integration={integration} callback={form.redirectUri ?? ""} />}
        {!needsPermission && status !== "disconnected" && <Check id={integration.id} />}
      </Stack>
    </Panel>
  );
}

function Permission({ integration, callback }: { readonly integration: Integration; readonly callback: string }) {
  const { t } = useTranslation();
  const { id, status } = integration;
  const [blocked, setBlocked] = useState<string>();
  const begin = useAct(id, () => ask("POST /api/v1/integrations/{id}/connect", { path: { id } }));
  const open = () => {
    // Opened within the click, or the browser takes it for an advertisement; where it leads is known only afterwards.
    const tab = window.open("", "_blank");
    if (tab) tab.opener = null;
    begin.mutate(undefined, {
      onSuccess: ({ url }) => {
        if (tab && !tab.closed) tab.location.replace(url);
        else setBlocked(url);
      },
      onError: () => tab?.close(),
    });
  };
  return (
    <>
      <div>
        <span className={styles.soft}>{t("integrations:connect.callback")}</span>
        <div className={styles.address}>
          <code>{callback}</code>
          <CopyButton text={callback} />
        </div>
      </div>
      <Group>
        <Button
          variant={status === "connected" ? "default" : "filled"}
          rightSection={<IconExternalLink size={16} aria-hidden />}
          loading={begin.isPending}
          onClick={open}
        >
          {t(status === "connect" ? "integrations:connect.begin" : "integrations:connect.again")}
        </Button>
      </Group>
      {blocked !== undefined && (
        <p role="status" className={styles.soft}>
          {t("integrations:connect.blocked")}{" "}
          <Anchor href={blocked} target="_blank" rel="noreferrer">
            {t("integrations:connect.open")}
          </Anchor>
        </p>
      )}
      {begin.isSuccess && blocked === undefined && status === "connect" && integration.attention === undefined && (
        <p role="status" className={styles.soft}>
          {t("integrations:connect.waiting")}
        </p>
      )}
      {begin.isError && <ErrorNotice error={begin.error} />}
    </>
  );
}

function Check({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const say = useServerWords();
  const check = useAct(id, () => ask("POST /api/v1/integrations/{id}/check", { path: { id } }));
  const { asked, outcome, failure } = check.data ?? {};
  return (
    <>
      <Group>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t("integrations:check.button")}
        </Button>
        <span className={styles.soft}>{t("integrations:check.help")}</span>
      </Group>
      {check.isError && <ErrorNotice error={check.error} />}
      {asked === "nothing" && <p role="status">{t("integrations:check.nothing")}</p>}
      {outcome && (
        <p role="status" className={styles.answer} data-tone={failure === undefined ? "good" : "bad"}>
          {failure === undefined ? t("integrations:check.good") : t("integrations:check.bad", { reason: say(failure) })}
        </p>
      )}
    </>
  );
}
