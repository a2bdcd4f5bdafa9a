import { Button, Group, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { indentJson } from "../../../shared/indent-json.ts";
import type { Delivery } from "../../../shared/nouns.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { DiffView } from "../../parts/diff-view.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Section } from "../../parts/section.tsx";
import styles from "./deliveries.module.css";
import { type Preview, type Trial, useChangeDelivery, usePreview } from "./use-deliveries.ts";

const TYPING_MS = 300;

/** What a delivery would send now, beside what it sent last; by another revision or with other values if one chooses. */
export function EditAndPreview({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Section
      title={t("deliveries:edit")}
      text={t("deliveries:editText")}
      actions={
        !opened && (
          <Button variant="default" onClick={() => setOpened(true)}>
            {t("deliveries:editOpen")}
          </Button>
        )
      }
    >
      {opened && <Editor delivery={delivery} />}
    </Section>
  );
}

function Editor({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  const before = "values" in delivery.action ? (delivery.action.values ?? {}) : {};
  const [revision, setRevision] = useState(delivery.templateRevision);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(before);
  const [all, setAll] = useState(false);
  const trial: Trial = {
    ...(revision !== undefined && { templateRevision: revision }),
    ...(Object.keys(values).length > 0 || Object.keys(before).length > 0 ? { values } : {}),
  };
  const [tried] = useDebouncedValue(trial, TYPING_MS);
  const preview = usePreview(delivery.id, tried);
  const { replay } = useChangeDelivery(delivery.id);
  const { data } = preview;
  const names = Object.keys(data?.variables ?? {}).filter((name) => all || data?.variables[name] || name in values);
  return (
    <>
      <Group align="end">
        <RevisionChoice delivery={delivery} revision={revision ?? data?.templateRevision} choose={setRevision} />
        <Switch
          label={t("deliveries:emptyToo")}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
        <Button variant="subtle" disabled={Object.keys(values).length === 0} onClick={() => setValues({})}>
          {t("deliveries:undo")}
        </Button>
      </Group>
      <div className={styles.variables}>
        {names.map((name) => (
          <TextInput
            key={name}
            size="xs"
            label={name}
            value={values[name] ?? data?.variables[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      {preview.isError && <ErrorNotice error={preview.error} />}
      {data && !preview.isError && (
        <DiffView label={t("deliveries:diff")} before={toText(data.past)} after={toText(data.now)} />
      )}
      <Group>
        <ConfirmButton
          title={t("deliveries:replayTitle")}
          text={t(delivery.inDoubt ? "deliveries:inDoubtText" : "deliveries:replayEditedText")}
          act={{ ...replay, mutateAsync: () => replay.mutateAsync(trial) }}
          disabled={preview.isError}
        >
          {t("deliveries:replayEdited")}
        </ConfirmButton>
      </Group>
    </>
  );
}

function RevisionChoice({
  delivery,
  revision,
  choose,
}: {
  readonly delivery: Delivery;
  readonly revision: number | undefined;
  readonly choose: (revision: number) => void;
}) {
  const { t } = useTranslation();
  const revisions = useQuery({
    queryKey: ["integration", delivery.integrationId, "revisions"],
    queryFn: async () => {
      const { templateKey } = await ask("GET /api/v1/integrations/{id}", { path: { id: delivery.integrationId } });
      return (await ask("GET /api/v1/templates/{key}/revisions", { path: { key: templateKey } })).revisions;
    },
  });
  return (
    <Select
      label={t("deliveries:revision")}
      value={revision === undefined ? null : String(revision)}
      onChange={(value) => value && choose(Number(value))}
      data={(revisions.data ?? []).map((one) => String(one.revision))}
    />
  );
}

/** Requests as a text that can be compared. */
function toText(requests: Preview["now"]): string {
  return requests
    .map(({ method, url, body, notRendered }) =>
      [notRendered ?? `${method} ${url}`, ...(body ? [indentJson(body)] : [])].join("\n"),
    )
    .join("\n\n");
}
