import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { Said, useServerWords } from "../../../shared/said.tsx";
import { StateBadge } from "../../parts/badge.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Time } from "../../parts/moments.tsx";
import { useMay } from "../../session/session.ts";
import { Panel } from "../telephones/panel.tsx";
import { useExtensions } from "../telephones/use-telephones.ts";
import styles from "./integrations.module.css";
import { type UserOverview, useAct, useUsers } from "./use-integrations.ts";

const BY_EMAIL = "by e-mail";

interface Row {
  readonly extension: string;
  readonly name: string;
  readonly email: string;
  readonly association: UserOverview["associations"][number] | undefined;
  readonly reason: string | undefined;
}

/** Which user of the helpdesk has which extension: by e-mail address, or as somebody chose by hand. */
export function UsersPanel({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const { id } = integration;
  const overview = useUsers(id);
  const extensions = useExtensions(integration.connectionId);
  const refresh = useAct(id, () => ask("POST /api/v1/integrations/{id}/users/refresh", { path: { id } }));
  const associate = useAct(
    id,
    ({ extension, userId }: { readonly extension: string; readonly userId: string | null }) =>
      ask("PUT /api/v1/integrations/{id}/associations/{extension}", { path: { id, extension }, body: { userId } }),
  );
  const users = overview.data?.users ?? [];
  const userName = (userId: string) => {
    const user = users.find((one) => one.userId === userId);
    return user ? [user.name, user.email].filter(Boolean).join(" · ") : userId;
  };
  const columns: readonly Column<Row>[] = [
    {
      key: "extension",
      title: t("telephones:extension"),
      cell: ({ extension, name, email }) => (
        <span className={styles.names}>
          <strong>
            {extension} {name}
          </strong>
          <span className={styles.soft}>{email}</span>
        </span>
      ),
    },
    {
      key: "user",
      title: t("telephones:extensions.user"),
      cell: ({ extension, association }) => {
        const byHand = association?.origin === "manual" ? association.userId : BY_EMAIL;
        if (!mayChange) return association ? userName(association.userId) : "";
        const known = users.some(({ userId }) => userId === byHand) || byHand === BY_EMAIL;
        return (
          <Select
            aria-label={t("integrations:users.of", { extension })}
            size="sm"
            searchable
            value={byHand}
            onChange={(value) => associate.mutate({ extension, userId: value === BY_EMAIL ? null : value })}
            data={[
              {
                value: BY_EMAIL,
                label:
                  association?.origin === "email"
                    ? t("integrations:users.found", { user: userName(association.userId) })
                    : t("integrations:users.byEmail"),
              },
              ...(known ? [] : [{ value: byHand, label: byHand }]),
              ...users.map(({ userId }) => ({ value: userId, label: userName(userId) })),
            ]}
          />
        );
      },
    },
    {
      key: "how",
      title: t("integrations:users.how"),
      cell: (row) => <How row={row} />,
    },
  ];
  const say = useServerWords();
  const { fetchedAt, failure } = overview.data ?? {};
  return (
    <Panel
      title={t("integrations:users.title")}
      text={t("integrations:users.text")}
      actions={
        mayChange && (
          <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
            {t("integrations:users.refresh")}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {refresh.isError && <ErrorNotice error={refresh.error} />}
        {associate.isError && <ErrorNotice error={associate.error} />}
        {failure !== undefined && (
          <p className={styles.reason} role="alert">
            {t("integrations:users.failed", { reason: say(failure) })}
          </p>
        )}
        <DataTable
          label={t("integrations:users.title")}
          columns={columns}
          rows={toRows(overview.data, extensions.data)}
          rowKey={({ extension }) => extension}
          error={overview.error}
          retry={() => void overview.refetch()}
          empty={
            <Empty title={t("integrations:users.noExtension")} text={t("integrations:users.noExtensionText")}>
              <Button
                component={Link}
                to={`/telephones/${encodeURIComponent(integration.connectionId)}?tab=extensions`}
                variant="default"
                mt="sm"
              >
                {t("integrations:users.toExtensions")}
              </Button>
            </Empty>
          }
        />
        <p className={styles.soft}>
          {t("integrations:users.count", { count: users.length, free: overview.data?.unmatchedUsers.length ?? 0 })}{" "}
          {fetchedAt === undefined ? (
            t("integrations:users.never")
          ) : (
            <>
              {t("integrations:users.read")} <Time at={fetchedAt} />
            </>
          )}
        </p>
      </div>
    </Panel>
  );
}

function How({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const { association, reason } = row;
  if (!association) {
    return (
      <span className={styles.names}>
        <StateBadge tone="wait">{t("integrations:users.unmatched")}</StateBadge>
        {reason !== undefined && (
          <span className={styles.soft}>
            <Said>{reason}</Said>
          </span>
        )}
      </span>
    );
  }
  if (association.state !== "active")
    return <StateBadge tone="bad">{t(`integrations:users.state.${association.state}`)}</StateBadge>;
  return <StateBadge tone="good">{t(`integrations:users.origin.${association.origin}`)}</StateBadge>;
}

function toRows(
  overview: UserOverview | undefined,
  extensions: readonly { readonly number: string; readonly name: string; readonly email: string }[] | undefined,
): readonly Row[] | undefined {
  if (!overview || !extensions) return undefined;
  const vanished = overview.associations.filter(
    ({ extension }) => !extensions.some(({ number }) => number === extension),
  );
  return [...extensions, ...vanished.map(({ extension }) => ({ number: extension, name: "", email: "" }))].map(
    ({ number, name, email }) => ({
      extension: number,
      name,
      email,
      association: overview.associations.find(({ extension }) => extension === number),
      reason: overview.unmatchedExtensions.find(({ extension }) => extension === number)?.reason,
    }),
  );
}
