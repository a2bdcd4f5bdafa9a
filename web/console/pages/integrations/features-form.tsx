import { Button, Group, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, ask } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { Said } from "../../../shared/said.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { useMay } from "../../session/session.ts";
import { Panel } from "../telephones/panel.tsx";
import { CallPreview } from "./call-preview.tsx";
import { readSetting, SECTIONS, withSetting, withText } from "./feature-table.ts";
import styles from "./integrations.module.css";
import { NumberPreview } from "./number-preview.tsx";
import { rebase } from "./rebase.ts";
import { RehearsalResult } from "./rehearsal-result.tsx";
import { SettingControl } from "./setting-control.tsx";
import { type Settings, settingsOf, type TemplateForm, useChange } from "./use-integrations.ts";
import { VariableList } from "./variable-list.tsx";

const TYPING_MS = 400;

/** Every setting of what an integration does, explained, and beside it what a real call would become of it. */
export function FeaturesForm({
  integration,
  form,
}: {
  readonly integration: Integration;
  readonly form: TemplateForm;
}) {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const stored = settingsOf(integration);
  // What somebody else saves meanwhile is taken up; what is changed here stands on it.
  const [draft, setDraft] = useState<{ readonly base: Settings; readonly settings: Settings }>();
  const settings = draft ? rebase(draft.base, draft.settings, stored) : stored;
  const put = (next: Settings) => setDraft({ base: stored, settings: next });
  const [tried] = useDebouncedValue(settings, TYPING_MS);
  const change = useChange(integration);
  const replay = useMutation({
    mutationFn: (settings: Settings) =>
      ask("POST /api/v1/integrations/{id}/rehearsals", { path: { id: integration.id }, body: { settings } }),
  });
  const save = () =>
    change.mutate((now) => ({ settings: rebase(stored, settings, settingsOf(now)) }), {
      onSuccess: () => setDraft(undefined),
    });
  const problems = change.error instanceof ApiError ? change.error.problems : [];
  const faultOf = (path: string) => problems.find((one) => one.path === `settings.${path}`)?.message;
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {SECTIONS.map(({ key, needs, scenario, fields }) => (
          <Panel key={key} title={t(`integrations:section.${key}`)} text={t(`integrations:sectionText.${key}`)}>
            {needs && !needs(form.can) ? (
              <p className={styles.soft}>{t("integrations:notOfTemplate")}</p>
            ) : (
              <fieldset className={styles.group} disabled={!mayChange}>
                <legend className="db-unseen">{t(`integrations:section.${key}`)}</legend>
                {fields.map((field) => (
                  <SettingControl
                    key={field.name}
                    field={field}
                    value={readSetting(settings, field)}
                    change={(value) => put(withSetting(settings, field, value))}
                    fault={faultOf(`${field.group}.${field.name}`)}
                    integrationId={integration.id}
                  />
                ))}
                {form.texts
                  .filter((text) => text.scenario === scenario)
                  .map((text) => (
                    <TextField
                      key={text.name}
                      text={text}
                      settings={settings}
                      change={put}
                      fault={faultOf(`parameters.${text.scenario}.${text.name}`)}
                    />
                  ))}
                {form.texts.some((text) => text.scenario === scenario) && <VariableList />}
              </fieldset>
            )}
          </Panel>
        ))}
        {replay.isError && <ErrorNotice error={replay.error} />}
        {replay.data && <RehearsalResult rehearsal={replay.data} />}
        {change.isError && <ErrorNotice error={change.error} />}
        {mayChange && (
          <Group className={styles.saveBar} data-changed={draft !== undefined}>
            <Button onClick={save} loading={change.isPending} disabled={draft === undefined}>
              {t("integrations:save")}
            </Button>
            {draft !== undefined && (
              <>
                <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate(settings)}>
                  {t("integrations:rehearse.draft")}
                </Button>
                <Button variant="subtle" onClick={() => setDraft(undefined)}>
                  {t("integrations:discard")}
                </Button>
              </>
            )}
            {change.isSuccess && draft === undefined && (
              <span role="status" className={styles.soft}>
                {t("integrations:saved")}
              </span>
            )}
          </Group>
        )}
      </div>
      <LeaveGuard isDirty={draft !== undefined} />
      <div className={styles.side}>
        <CallPreview integration={integration} settings={tried} />
        <NumberPreview integrationId={integration.id} numbers={tried.numbers} />
      </div>
    </div>
  );
}

function TextField({
  text,
  settings,
  change,
  fault,
}: {
  readonly text: TemplateForm["texts"][number];
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
  readonly fault: string | undefined;
}) {
  const { t } = useTranslation();
  const { scenario, name, title, value } = text;
  // What every template has is named by the page; the rest by the template.
  const isNamed = title === name && (name === "Subject" || name === "Description");
  const own = settings.parameters?.[scenario]?.[name];
  return (
    <Textarea
      label={isNamed ? t(`integrations:texts.name.${name}`) : title}
      description={own === undefined ? t("integrations:texts.ofTemplate") : t("integrations:texts.ofYours")}
      error={fault !== undefined && <Said>{fault}</Said>}
      autosize
      minRows={1}
      maxRows={8}
      value={own ?? value}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        change(withText(settings, scenario, name, typed === value ? undefined : typed));
      }}
      styles={{ input: { fontFamily: "var(--db-mono)", fontSize: "0.82rem" } }}
    />
  );
}
