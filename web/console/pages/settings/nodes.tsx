import { useTranslation } from "react-i18next";
import type { Answer } from "../../../shared/client/ask.ts";
import { StateBadge } from "../../parts/badge.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Time } from "../../parts/moments.tsx";
import { Section } from "../../parts/section.tsx";
import { useNodes } from "./use-settings.ts";

type Node = Answer<"GET /api/v1/nodes">["nodes"][number];

/** The servers that work on the same store. */
export function Nodes() {
  const { t } = useTranslation();
  const nodes = useNodes();
  const columns: readonly Column<Node>[] = [
    {
      key: "name",
      title: t("settings:node"),
      cell: (node) => (
        <>
          {node.name} {node.this && <StateBadge tone="good">{t("settings:thisNode")}</StateBadge>}
        </>
      ),
    },
    { key: "version", title: t("settings:version"), cell: ({ version }) => version },
    {
      key: "connections",
      title: t("settings:nodeConnections"),
      wide: true,
      cell: ({ connections }) => connections.join(", "),
    },
    { key: "started", title: t("settings:started"), wide: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
    { key: "seen", title: t("settings:seen"), align: "end", cell: ({ seenAt }) => <Time at={seenAt} /> },
  ];
  return (
    <Section title={t("settings:nodes")} text={t("settings:nodesText")}>
      <DataTable
        label={t("settings:nodes")}
        columns={columns}
        rows={nodes.data}
        rowKey={({ id }) => id}
        error={nodes.error}
        retry={() => void nodes.refetch()}
        empty={<Empty title={t("settings:noNode")} />}
      />
    </Section>
  );
}
