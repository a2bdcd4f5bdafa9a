import { Button, Tabs } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { ExtensionTable } from "./extension-table.tsx";
import { HealthPanel } from "./health-panel.tsx";
import { HowTo } from "./how-to.tsx";
import { Notices } from "./notices.tsx";
import { Panel } from "./panel.tsx";
import { Posting } from "./posting.tsx";
import { RefusedPosts } from "./refused-posts.tsx";
import styles from "./telephones.module.css";
import { TryOut } from "./try-out.tsx";
import { useConnection, useDo, useExtensions, useHealth } from "./use-telephones.ts";

/** One PBX: how the talk with it stands, what can be tried, its extensions, its settings. */
export function ConnectionPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const { tab: wanted } = useSearch({ strict: false }) as { readonly tab?: string };
  const navigate = useNavigate();
  const mayChange = useMay("admin");
  const tab = ["extensions", ...(mayChange ? ["settings"] : [])].find((one) => one === wanted) ?? "state";
  const connection = useConnection(id);
  const health = useHealth(id);
  const extensions = useExtensions(id);
  const back = <Link to="/telephones">{t("telephones:title")}</Link>;
  if (!connection.data) {
    return (
      <>
        <PageHeader title={id} back={back} />
        {connection.isError && <ErrorNotice error={connection.error} retry={() => void connection.refetch()} />}
      </>
    );
  }
  const { name, kind } = connection.data;
  return (
    <>
      <PageHeader
        title={name || id}
        text={
          <>
            {t(`telephones:kind.${kind}`)} · {connection.data.zone} · <ConnectionState health={health.data} />
          </>
        }
        back={back}
      />
      <Tabs
        value={tab}
        onChange={(value) =>
          void navigate({ to: "/telephones/$id", params: { id }, search: { tab: value ?? "" }, replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={name || id}>
          <Tabs.Tab value="state">{t("telephones:tab.state")}</Tabs.Tab>
          <Tabs.Tab value="extensions">
            {t("telephones:tab.extensions", { count: extensions.data?.length ?? 0 })}
          </Tabs.Tab>
          {mayChange && <Tabs.Tab value="settings">{t("telephones:tab.settings")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="state">
          <div className={styles.columns}>
            <div className={styles.stack}>
              <HealthPanel id={id} health={health.data} error={health.error} />
              {kind === "generic" && <Posting connection={connection.data} />}
              {mayChange && <RefusedPosts id={id} />}
              <Notices id={id} />
            </div>
            <div className={styles.stack}>
              {mayChange && <TryOut id={id} passive={health.data?.state === "passive"} />}
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="extensions">
          <ExtensionTable connectionIds={[id]} addTo={id} canRefresh={health.data?.state !== "passive"} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <div className={styles.columns}>
            <div className={styles.stack}>
              <Panel title={t("telephones:tab.settings")}>
                <ConnectionForm key={id} kind={kind} connection={connection.data} done={() => undefined} />
              </Panel>
              <Remove id={id} />
            </div>
            <HowTo kind={kind} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Remove({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDo(id, async () => {
    await ask("DELETE /api/v1/connections/{id}", { path: { id } });
    await navigate({ to: "/telephones" });
  });
  return (
    <Panel title={t("telephones:remove.title")} text={t("telephones:remove.text")}>
      <ConfirmButton
        color="red"
        variant="outline"
        title={t("telephones:remove.sure")}
        text={t("telephones:remove.text")}
        act={remove}
      >
        {t("telephones:remove.button")}
      </ConfirmButton>
      <Button component={Link} to="/integrations" variant="subtle" ml="sm">
        {t("telephones:remove.integrations")}
      </Button>
    </Panel>
  );
}
