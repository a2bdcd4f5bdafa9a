import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../shared/client/generated/routes.ts";
import { StateBadge } from "../../parts/badge.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Time } from "../../parts/moments.tsx";
import { Section } from "../../parts/section.tsx";

type Shown = Session & { readonly name?: string };

interface Props {
  readonly title: string;
  readonly text: string;
  readonly queryKey: QueryKey;
  readonly read: () => Promise<readonly Shown[]>;
  readonly end: (session: string) => Promise<unknown>;
  /** Ends all at once. */
  readonly endAll?: { readonly label: string; readonly text: string; readonly run: () => Promise<unknown> };
}

/** Where somebody is signed in, each session with a button that ends it. */
export function SessionList({ title, text, queryKey, read, end, endAll }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey, queryFn: read });
  const all = useMutation({
    mutationFn: async () => endAll?.run(),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  const named = sessions.data?.some(({ name }) => name !== undefined) === true;
  const columns: readonly Column<Shown>[] = [
    ...(named ? [{ key: "name", title: t("people:name"), cell: ({ name }: Shown) => name }] : []),
    {
      key: "browser",
      title: t("people:browser"),
      wide: named,
      cell: ({ browser }) => toBrowser(browser) || t("people:unknown"),
    },
    { key: "address", title: t("people:address"), wide: true, cell: ({ address }) => address },
    { key: "since", title: t("people:since"), wide: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
    { key: "seen", title: t("people:seen"), cell: ({ seenAt }) => <Time at={seenAt} /> },
    {
      key: "do",
      title: t("people:do"),
      align: "end",
      cell: (session) =>
        session.this ? (
          <StateBadge tone="good">{t("people:thisOne")}</StateBadge>
        ) : (
          <EndButton id={session.id} end={end} queryKey={queryKey} />
        ),
    },
  ];
  return (
    <Section
      title={title}
      text={text}
      actions={
        endAll &&
        sessions.data?.some((one) => !one.this) && (
          <ConfirmButton variant="default" color="red" title={endAll.label} text={endAll.text} act={all}>
            {endAll.label}
          </ConfirmButton>
        )
      }
    >
      <DataTable
        label={title}
        columns={columns}
        rows={sessions.data}
        rowKey={({ id }) => id}
        error={sessions.error}
        retry={() => void sessions.refetch()}
        empty={<Empty title={t("people:noSession")} />}
      />
    </Section>
  );
}

function EndButton({ id, end, queryKey }: { readonly id: string } & Pick<Props, "end" | "queryKey">) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = useMutation({ mutationFn: () => end(id), onSuccess: () => client.invalidateQueries({ queryKey }) });
  return (
    <ConfirmButton
      variant="default"
      color="red"
      size="compact-xs"
      title={t("people:endTitle")}
      text={t("people:endText")}
      act={act}
    >
      {t("people:end")}
    </ConfirmButton>
  );
}

const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;

// What a browser calls itself is long and full of other browsers' names; the first that fits is the one.
function toBrowser(agent: string): string {
  const find = (names: readonly (readonly [string, string])[]) => names.find(([sign]) => agent.includes(sign))?.[1];
  const known = [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(", ");
  return known || agent;
}
