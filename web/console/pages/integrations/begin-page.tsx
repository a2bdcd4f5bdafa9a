import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Panel } from "../telephones/panel.tsx";
import { toId } from "../telephones/to-id.ts";
import { useConnections } from "../telephones/use-telephones.ts";
import { FieldsForm, toSent } from "./fields-form.tsx";
import { type Step, Steps } from "./steps.tsx";
import { TemplateChoice } from "./template-choice.tsx";
import { useForm, useIntegrations } from "./use-integrations.ts";

/** As the API takes ids. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

interface Place {
  readonly template?: string;
  readonly connection?: string;
}

/** The beginning of the set-up: template, telephones, fields. What was chosen stands in the address, so that one can come back to it. */
export function BeginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { template, connection } = useSearch({ strict: false }) as Place;
  const go = (place: Place) => void navigate({ to: "/connect-helpdesk", search: { ...place } });
  const step: Step = template === undefined ? "template" : connection === undefined ? "telephones" : "fields";
  return (
    <>
      <PageHeader
        title={t("integrations:wizard.title")}
        text={t("integrations:wizard.lead")}
        back={<Link to="/integrations">{t("integrations:title")}</Link>}
      />
      <Steps
        current={step}
        reachable={(one) => one === "template" || (one === "telephones" && template !== undefined)}
        go={(one) => go(one === "template" || template === undefined ? {} : { template })}
      />
      {step === "template" && <TemplateChoice chosen={template} choose={(key) => go({ template: key })} />}
      {step === "telephones" && template !== undefined && (
        <ChooseTelephones template={template} take={(id) => go({ template, connection: id })} />
      )}
      {template !== undefined && connection !== undefined && <FillFields template={template} connection={connection} />}
    </>
  );
}

function ChooseTelephones({ template, take }: { readonly template: string; readonly take: (id: string) => void }) {
  const { t } = useTranslation();
  const connections = useConnections();
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? connections.data?.[0]?.id;
  if (connections.isError) return <ErrorNotice error={connections.error} retry={() => void connections.refetch()} />;
  const another = (
    <Button component={Link} to={`/connect-telephones?template=${encodeURIComponent(template)}`} variant="default">
      {t("telephones:connect")}
    </Button>
  );
  return (
    <Panel title={t("integrations:step.telephones")} text={t("integrations:wizard.telephonesText")}>
      {connections.data?.length === 0 ? (
        <Empty title={t("telephones:emptyTitle")} text={t("integrations:wizard.noTelephones")}>
          {another}
        </Empty>
      ) : (
        <Stack maw="30rem">
          <Select
            label={t("telephones:one")}
            value={id ?? null}
            onChange={(value) => setChosen(value ?? id)}
            data={(connections.data ?? []).map((one) => ({ value: one.id, label: one.name || one.id }))}
          />
          <Group>
            <Button disabled={id === undefined} onClick={() => id !== undefined && take(id)}>
              {t("integrations:wizard.next")}
            </Button>
            {another}
          </Group>
        </Stack>
      )}
    </Panel>
  );
}

function FillFields({ template, connection }: { readonly template: string; readonly connection: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const form = useForm(template);
  const integrations = useIntegrations();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [typedId, setTypedId] = useState<string>();
  const ids = integrations.data?.map((one) => one.id) ?? [];
  const id = typedId ?? toId(form.data?.name ?? template, "helpdesk", ids);
  const fields = form.data?.fields ?? [];
  const make = useMutation({
    mutationFn: () =>
      ask("PUT /api/v1/integrations/{id}", {
        path: { id },
        body: {
          connection,
          template,
          ...(form.data && { revision: form.data.revision }),
          fields: toSent(fields, [], values),
          // Nothing is written into the helpdesk before somebody has seen what it would be.
          settings: { helpdesk: { dryRun: true } },
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["integrations"] });
      await navigate({ to: "/integrations/$id/set-up", params: { id }, search: { step: "connect" } });
    },
  });
  const taken = integrations.data?.some((one) => one.id === id) === true;
  return (
    <Panel title={t("integrations:step.fields")} text={t("integrations:fields.text")}>
      {form.isError && <ErrorNotice error={form.error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Stack maw="40rem">
          <TextInput
            label={t("integrations:wizard.id")}
            description={t("integrations:wizard.idHelp")}
            value={id}
            maxLength={64}
            error={
              !ID.test(id)
                ? t("integrations:wizard.idWrong", { id: toId(id, "helpdesk", ids) })
                : taken && !make.isPending && !make.isSuccess && t("integrations:wizard.idTaken")
            }
            onChange={(event) => setTypedId(event.currentTarget.value)}
          />
          <FieldsForm
            fields={fields}
            set={[]}
            values={values}
            change={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
          />
          {make.isError && <ErrorNotice error={make.error} />}
          <Group>
            <Button type="submit" loading={make.isPending} disabled={!form.data || taken || !ID.test(id)}>
              {t("integrations:wizard.next")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
