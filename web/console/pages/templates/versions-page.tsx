import { Button, Group, Select, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, ask } from "../../../shared/client/ask.ts";
import { Said } from "../../../shared/said.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { DiffView } from "../../parts/diff-view.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { MoveIntegrations } from "./move-integrations.tsx";
import styles from "./templates.module.css";
import { readXml, useTemplates } from "./use-templates.ts";

type Revision = Answer<"GET /api/v1/templates/{key}/revisions">["revisions"][number];

/** The versions of a template: who saved which and why, what differs, the way back, and who uses which. */
export function VersionsPage() {
  const { t } = useTranslation();
  const { key = "" } = useParams({ strict: false }) as { key?: string };
  const mayChange = useMay("templates");
  const mayTry = useMay("rehearse");
  const card = useTemplates().data?.find((one) => one.key === key);
  const revisions = useQuery({
    queryKey: ["template-revisions", key],
    queryFn: async () => (await ask("GET /api/v1/templates/{key}/revisions", { path: { key } })).revisions,
  });
  const [newest] = revisions.data ?? [];
  const columns: readonly Column<Revision>[] = [
    { key: "revision", title: t("templates:versions.revision"), cell: ({ revision }) => revision },
    { key: "at", title: t("templates:versions.at"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { key: "by", title: t("templates:versions.by"), cell: ({ by }) => by ?? "–" },
    { key: "note", title: t("templates:versions.note"), wide: true, cell: ({ note }) => note && <Said>{note}</Said> },
    {
      key: "do",
      title: t("templates:versions.actions"),
      align: "end",
      cell: ({ revision }) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {mayTry && (
            <Button
              component={Link}
              to="/templates/-/studio"
              search={{ key, revision } as never}
              size="compact-sm"
              variant="default"
              aria-label={`${t("templates:versions.open")}: ${t("templates:revision", { revision })}`}
            >
              {t("templates:versions.open")}
            </Button>
          )}
          {mayChange && revision !== newest?.revision && <RollBack templateKey={key} revision={revision} />}
        </Group>
      ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t("templates:versions.of", { name: card?.name || key })}
        text={t("templates:versions.lead")}
        back={<Link to="/templates">{t("templates:backToAll")}</Link>}
      />
      <DataTable
        label={t("templates:versions.title")}
        columns={columns}
        rows={revisions.data}
        rowKey={({ revision }) => String(revision)}
        error={revisions.error}
        retry={() => void revisions.refetch()}
        empty={<Empty title={t("templates:emptyTitle")} />}
      />
      {card && newest && <MoveIntegrations template={card} newest={newest.revision} />}
      {revisions.data && revisions.data.length > 1 && <Compare templateKey={key} revisions={revisions.data} />}
    </>
  );
}

function RollBack({ templateKey: key, revision }: { readonly templateKey: string; readonly revision: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: () => ask("POST /api/v1/templates/{key}/roll-back", { path: { key }, body: { revision } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["template-revisions", key] });
      void client.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  return (
    <ConfirmButton
      size="compact-sm"
      variant="default"
      title={t("templates:versions.rollBackTo", { revision })}
      text={t("templates:versions.rollBackText", { revision })}
      act={act}
    >
      {t("templates:versions.rollBack")}
    </ConfirmButton>
  );
}

function Compare({
  templateKey: key,
  revisions,
}: {
  readonly templateKey: string;
  readonly revisions: readonly Revision[];
}) {
  const { t } = useTranslation();
  const numbers = revisions.map(({ revision }) => String(revision));
  const [from, setFrom] = useState(numbers[1] ?? "1");
  const [to, setTo] = useState(numbers[0] ?? "1");
  const texts = useQuery({
    queryKey: ["template-texts", key, from, to],
    queryFn: async () => Promise.all([readXml(key, Number(from)), readXml(key, Number(to))]),
  });
  const choose = (label: string, value: string, set: (value: string) => void) => (
    <Select
      label={label}
      data={numbers.map((one) => ({ value: one, label: t("templates:revision", { revision: one }) }))}
      value={value}
      onChange={(one) => one && set(one)}
      allowDeselect={false}
      w={190}
    />
  );
  return (
    <>
      <h2 className={styles.part}>{t("templates:versions.compare")}</h2>
      <div className={styles.bar}>
        {choose(t("templates:versions.from"), from, setFrom)}
        {choose(t("templates:versions.to"), to, setTo)}
      </div>
      {texts.isError && <ErrorNotice error={texts.error} />}
      {texts.isPending && <Skeleton height={120} />}
      {texts.data && (
        <DiffView before={texts.data[0]} after={texts.data[1]} label={t("templates:versions.between", { from, to })} />
      )}
    </>
  );
}
