import { Tabs } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { ConnectPanel } from "./connect-panel.tsx";
import { FeaturesForm } from "./features-form.tsx";
import { FieldsPanel } from "./fields-panel.tsx";
import { IntegrationState } from "./integration-state.tsx";
import styles from "./integrations.module.css";
import { OverviewPanel } from "./overview-panel.tsx";
import { PhonebookPanel } from "./phonebook-panel.tsx";
import { RehearsePanel } from "./rehearse-panel.tsx";
import { useForm, useIntegration } from "./use-integrations.ts";
import { UsersPanel } from "./users-panel.tsx";

/** One integration: every setting of it later on, by tabs that an address names. */
export function IntegrationPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const { tab: wanted } = useSearch({ strict: false }) as { readonly tab?: string };
  const navigate = useNavigate();
  const mayChange = useMay("admin");
  const mayRehearse = useMay("rehearse");
  const integration = useIntegration(id);
  const form = useForm(integration.data?.templateKey, integration.data?.templateRevision);
  const failed = [integration, form].find(({ isError }) => isError);
  const tabs = [
    "overview",
    ...(mayChange ? ["connection"] : []),
    "users",
    "features",
    "phonebook",
    ...(mayRehearse ? ["rehearse"] : []),
  ] as const;
  const tab = tabs.find((one) => one === wanted) ?? "overview";
  const data = integration.data;
  return (
    <>
      <PageHeader
        title={id}
        text={
          data && (
            <span className={styles.states}>
              <IntegrationState integration={data} />
            </span>
          )
        }
        back={<Link to="/integrations">{t("integrations:title")}</Link>}
      />
      {failed && <ErrorNotice error={failed.error} retry={() => void failed.refetch()} />}
      {data && form.data && (
        <Tabs
          value={tab}
          onChange={(value) =>
            void navigate({ to: "/integrations/$id", params: { id }, search: { tab: value ?? "" }, replace: true })
          }
          keepMounted={false}
        >
          <Tabs.List mb="md" aria-label={id}>
            {tabs.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`integrations:tab.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview">
            <OverviewPanel integration={data} />
          </Tabs.Panel>
          <Tabs.Panel value="connection">
            <div className={styles.columns}>
              <FieldsPanel key={data.templateRevision} integration={data} form={form.data} />
              <ConnectPanel integration={data} form={form.data} />
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="users">
            <UsersPanel integration={data} />
          </Tabs.Panel>
          <Tabs.Panel value="features">
            <FeaturesForm integration={data} form={form.data} />
          </Tabs.Panel>
          <Tabs.Panel value="phonebook">
            <PhonebookPanel id={id} />
          </Tabs.Panel>
          <Tabs.Panel value="rehearse">
            <RehearsePanel integration={data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}
