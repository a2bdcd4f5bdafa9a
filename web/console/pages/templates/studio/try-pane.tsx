import { Button, Group, Modal, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../../shared/client/ask.ts";
import type { Call } from "../../../../shared/nouns.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { useMay } from "../../../session/session.ts";
import { useCallTitle } from "../../calls/call-title.ts";
import type { TemplateModel } from "../use-templates.ts";
import type { Language } from "./language.ts";
import styles from "./studio.module.css";
import { TrialResult } from "./trial-result.tsx";
import { type Attempt, hostsOf, type TrialRun, useTrial } from "./use-trial.ts";
import { findUsedVariables } from "./used-variables.ts";

interface Props {
  readonly xml: string;
  readonly model: TemplateModel;
  readonly language: Language;
  /** The scenario that the tree has; another may be chosen here. */
  readonly scenario: string | undefined;
  /** Told of the answer that came, to try paths on. */
  readonly answered: (body: string) => void;
}

type Values = Readonly<Record<string, string>>;

/** Try one scenario: with which variables and fields, dry or for real, and what came of it. */
export function TryPane({ xml, model, language, scenario: chosen, answered }: Props) {
  const { t } = useTranslation();
  const mayChange = useMay("templates");
  const mayUseStored = useMay("admin");
  const runnable = model.scenarios.filter(({ id, requests }) => id !== "AuthMethod" && requests.length > 0);
  const [own, setOwn] = useState<string>();
  const [from, setFrom] = useState(chosen);
  if (from !== chosen) {
    // Another scenario of the tree goes before what was chosen here.
    setFrom(chosen);
    setOwn(undefined);
  }
  const wanted = own ?? chosen;
  const scenario = runnable.find(({ id }) => id === wanted) ?? runnable[0];
  const [request, setRequest] = useState<string>();
  const [integration, setIntegration] = useState<string | null>(null);
  const [variables, setVariables] = useState<Values>({});
  const [fields, setFields] = useState<Values>({});
  const [asking, setAsking] = useState<string[]>();
  const trial = useTrial();
  if (!scenario) return <p className={styles.soft}>{t("templates:try.nothing")}</p>;
  const used = findUsedVariables(model, scenario.id, language);
  const requests = scenario.requests.some(({ name }) => name === request) ? [request as string] : undefined;
  const attempt: Attempt = {
    xml,
    scenario: scenario.id as Attempt["scenario"],
    ...(requests && { requests }),
    ...(integration && { integration }),
    variables: Object.fromEntries(used.map(({ name, example }) => [name, variables[name] ?? example])),
    fields: { ...(integration ? {} : examplesOf(model)), ...withoutEmpty(fields) },
  };
  const finish = (run: TrialRun) => {
    const body = run.exchanges.findLast(({ response }) => response)?.response?.body;
    if (body) answered(body);
  };
  const dryRun = () => trial.mutate({ ...attempt, mode: "dry-run" });
  const prepare = () => trial.mutate({ ...attempt, mode: "dry-run" }, { onSuccess: (run) => setAsking(hostsOf(run)) });
  const send = () => {
    setAsking(undefined);
    trial.mutate({ ...attempt, mode: "send" }, { onSuccess: finish });
  };
  return (
    <div className={styles.try}>
      <Select
        label={t("templates:try.scenario")}
        data={runnable.map(({ id }) => ({ value: id, label: t(`templates:scenario.${id}`, { defaultValue: id }) }))}
        value={scenario.id}
        onChange={(id) => setOwn(id ?? undefined)}
        allowDeselect={false}
      />
      {scenario.requests.length > 1 && (
        <Select
          label={t("templates:try.request")}
          placeholder={t("templates:try.asUsual")}
          data={[...new Set(scenario.requests.map(({ name }) => name))]}
          value={requests?.[0] ?? null}
          onChange={(name) => setRequest(name ?? undefined)}
          clearable
        />
      )}
      <Sources
        scenario={scenario.id}
        integration={integration}
        setIntegration={setIntegration}
        setVariables={setVariables}
      />
      <Values
        legend={t("templates:try.fields")}
        items={model.fields.map(({ key, title, secret }) => ({
          ...{ name: key, label: title, secret },
          value: fields[key] ?? (integration ? "" : (examplesOf(model)[key] ?? "")),
          ...(integration && { placeholder: t("templates:try.stored") }),
        }))}
        set={(name, value) => setFields((before) => ({ ...before, [name]: value }))}
      />
      <Values
        legend={t("templates:try.variables")}
        items={used.map(({ name, example, meaning }) => ({
          name,
          label: name,
          description: meaning,
          value: variables[name] ?? example,
        }))}
        set={(name, value) => setVariables((before) => ({ ...before, [name]: value }))}
      />
      <Group gap="xs">
        <Button onClick={dryRun} loading={trial.isPending}>
          {t("templates:try.dryRun")}
        </Button>
        <Button
          variant="default"
          onClick={prepare}
          disabled={trial.isPending || !(integration ? mayUseStored : mayChange)}
        >
          {t("templates:try.send")}
        </Button>
      </Group>
      {integration && !mayUseStored && <p className={styles.soft}>{t("templates:try.sendNeedsAdmin")}</p>}
      {trial.isError && <ErrorNotice error={trial.error} />}
      {trial.data && <TrialResult run={trial.data} />}
      <Modal
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={t("templates:try.send")}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        <Stack>
          <Text size="sm">
            {asking && asking.length > 0
              ? t("templates:try.sendText", { hosts: asking.join(", ") })
              : t("templates:try.sendNowhere")}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(undefined)}>
              {t("common:cancel")}
            </Button>
            <Button onClick={send} disabled={!asking?.length} data-autofocus>
              {t("templates:try.sendNow")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}

interface SourcesProps {
  readonly scenario: string;
  readonly integration: string | null;
  readonly setIntegration: (id: string | null) => void;
  readonly setVariables: (values: Values) => void;
}

/** Where fields and variables come from: an integration, and one of its past calls. */
function Sources({ scenario, integration, setIntegration, setVariables }: SourcesProps) {
  const { t } = useTranslation();
  const titleOf = useCallTitle();
  const [call, setCall] = useState<string | null>(null);
  const [error, setError] = useState<unknown>();
  const integrations = useQuery({
    queryKey: ["integrations"],
    queryFn: async () => (await ask("GET /api/v1/integrations")).integrations,
  });
  const calls = useQuery({
    queryKey: ["calls", "for-trial"],
    queryFn: async () => (await ask("GET /api/v1/calls", { query: { limit: 50 } })).calls,
    enabled: integration !== null,
  });
  const take = async (id: string | null) => {
    setCall(id);
    setError(undefined);
    if (id === null || integration === null) return setVariables({});
    try {
      const query = { call: id, integration, scenario: scenario as "CallJournal" };
      setVariables((await ask("GET /api/v1/template-variables", { query })).variables);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <Select
        label={t("templates:try.integration")}
        placeholder={t("templates:try.typed")}
        data={integrations.data?.map(({ id }) => id) ?? []}
        value={integration}
        onChange={(id) => {
          setIntegration(id);
          setCall(null);
        }}
        clearable
      />
      {integration !== null && (
        <Select
          label={t("templates:try.call")}
          placeholder={t("templates:try.examples")}
          data={(calls.data ?? []).map((one) => ({ value: one.id, label: titleOf(one as unknown as Call) }))}
          value={call}
          onChange={(id) => void take(id)}
          clearable
        />
      )}
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  );
}

interface Item {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly secret?: boolean;
  readonly value: string;
  readonly placeholder?: string;
}

function Values({
  legend,
  items,
  set,
}: {
  readonly legend: string;
  readonly items: readonly Item[];
  readonly set: (name: string, value: string) => void;
}) {
  if (items.length === 0) return null;
  return (
    <fieldset className={styles.variables}>
      <legend>{legend}</legend>
      {items.map(({ name, label, description, secret, value, placeholder }) => {
        const Input = secret ? PasswordInput : TextInput;
        return (
          <Input
            key={name}
            label={label}
            size="xs"
            value={value}
            {...(description && { title: description })}
            {...(placeholder && { placeholder })}
            {...(secret && { autoComplete: "new-password" })}
            onChange={(event) => set(name, event.target.value)}
          />
        );
      })}
    </fieldset>
  );
}

/** Something to render with where nobody has typed anything: an address that exists nowhere. */
function examplesOf(model: TemplateModel): Values {
  return Object.fromEntries(
    model.fields.flatMap(({ key, secret, initial }) => {
      if (initial) return [[key, initial]];
      if (secret) return [];
      return [[key, /address|url|host|domain|server/i.test(key) ? "https://helpdesk.example" : "example"]];
    }),
  );
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
