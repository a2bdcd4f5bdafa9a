import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { HelpTip } from "../../parts/help-tip.tsx";
import { Panel } from "../telephones/panel.tsx";
import { IntegrationState } from "./integration-state.tsx";
import styles from "./integrations.module.css";
import { isRehearsing, settingsOf, useChange } from "./use-integrations.ts";

/** Whether an integration rehearses or writes into its helpdesk; going live asks before. */
export function LivePanel({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const change = useChange(integration);
  const set = (dryRun: boolean) =>
    change.mutateAsync((now) => {
      const settings = settingsOf(now);
      return { enabled: true, settings: { ...settings, helpdesk: { ...settings.helpdesk, dryRun } } };
    });
  const rehearses = isRehearsing(integration);
  const isOff = integration.status === "disabled";
  return (
    <Panel
      title={t("integrations:live.title")}
      text={t(`integrations:live.${isOff ? "off" : rehearses ? "rehearses" : "isLive"}`)}
      actions={<HelpTip about={t("integrations:rehearsing")}>{t("integrations:live.help")}</HelpTip>}
    >
      <div className={styles.live}>
        <span className={styles.states}>
          <IntegrationState integration={integration} />
        </span>
        {rehearses || isOff ? (
          <ConfirmButton
            title={t("integrations:live.sure")}
            text={t("integrations:live.sureText")}
            act={{ mutateAsync: () => set(false), isPending: change.isPending, error: change.error }}
          >
            {t("integrations:live.go")}
          </ConfirmButton>
        ) : (
          <Button variant="default" loading={change.isPending} onClick={() => void set(true).catch(() => undefined)}>
            {t("integrations:live.back")}
          </Button>
        )}
      </div>
      {!rehearses && change.isError && <ErrorNotice error={change.error} />}
      {rehearses && (
        <p className={styles.soft}>
          <Link to="/calls">{t("integrations:live.seeCalls")}</Link>
        </p>
      )}
    </Panel>
  );
}
