import { Button, Group } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { TryOut } from "../telephones/try-out.tsx";
import { CallPreview } from "./call-preview.tsx";
import { ConnectPanel } from "./connect-panel.tsx";
import { FeaturesForm } from "./features-form.tsx";
import styles from "./integrations.module.css";
import { LivePanel } from "./live-panel.tsx";
import { STEPS, type Step, Steps } from "./steps.tsx";
import { isRehearsing, settingsOf, type TemplateForm, useForm, useIntegration } from "./use-integrations.ts";
import { UsersPanel } from "./users-panel.tsx";

/** Those of an integration that is there. */
const LATER = STEPS.slice(STEPS.indexOf("connect"));
const kept = (id: string) => `deskbell.set-up.${id}`;

/** The rest of the set-up. The step stands in the address and is remembered, so that one goes on where one was. */
export function SetUpPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const search = useSearch({ strict: false }) as { readonly step?: string };
  const navigate = useNavigate();
  const integration = useIntegration(id);
  const form = useForm(integration.data?.templateKey, integration.data?.templateRevision);
  const wanted = search.step ?? localStorage.getItem(kept(id));
  const step = LATER.find((one) => one === wanted) ?? "connect";
  useEffect(() => localStorage.setItem(kept(id), step), [id, step]);
  const go = (next: Step) => {
    const place =
      next === "template" || next === "telephones" || next === "fields"
        ? navigate({ to: "/integrations/$id", params: { id }, search: { tab: "connection" } })
        : navigate({ to: "/integrations/$id/set-up", params: { id }, search: { step: next } });
    void place;
  };
  const at = LATER.indexOf(step);
  const next = LATER[at + 1];
  const before = LATER[at - 1];
  const failed = [integration, form].find(({ isError }) => isError);
  const lacks = integration.data?.status === "connect" && step === "connect";
  return (
    <>
      <PageHeader
        title={t("integrations:wizard.of", { id })}
        text={t(`integrations:stepText.${step}`)}
        back={<Link to="/integrations">{t("integrations:title")}</Link>}
      />
      <Steps current={step} reachable={(one) => one !== "template" && one !== "telephones"} go={go} />
      {failed && <ErrorNotice error={failed.error} retry={() => void failed.refetch()} />}
      {integration.data && form.data && <StepContent step={step} integration={integration.data} form={form.data} />}
      <div className={styles.foot}>
        <Group>
          {before && (
            <Button variant="default" onClick={() => go(before)}>
              {t("integrations:wizard.back")}
            </Button>
          )}
        </Group>
        {next ? (
          <Button variant={lacks ? "default" : "filled"} onClick={() => go(next)}>
            {t(lacks ? "integrations:wizard.later" : "integrations:wizard.next")}
          </Button>
        ) : (
          <Button component={Link} to={`/integrations/${id}`}>
            {t("integrations:wizard.finish")}
          </Button>
        )}
      </div>
    </>
  );
}

function StepContent({
  step,
  integration,
  form,
}: {
  readonly step: Step;
  readonly integration: Integration;
  readonly form: TemplateForm;
}) {
  const { t } = useTranslation();
  switch (step) {
    case "users":
      return <UsersPanel integration={integration} />;
    case "features":
      return <FeaturesForm integration={integration} form={form} />;
    case "rehearse":
      return (
        <div className={styles.columns}>
          <div className={styles.stack}>
            {!isRehearsing(integration) && (
              <p className={styles.reason} role="note">
                {t("integrations:live.careful")}
              </p>
            )}
            <CallPreview integration={integration} settings={settingsOf(integration)} />
          </div>
          <TryOut id={integration.connectionId} passive />
        </div>
      );
    case "live":
      return <LivePanel integration={integration} />;
    default:
      return <ConnectPanel integration={integration} form={form} />;
  }
}
