import { Alert, Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../shared/client/ask.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LongCode } from "../../parts/long-code.tsx";
import { Time } from "../../parts/moments.tsx";
import { Section } from "../../parts/section.tsx";
import { NewToken } from "./new-token.tsx";
import { useTokens } from "./use-settings.ts";

type Token = Answer<"GET /api/v1/tokens">["tokens"][number];

/** What programs sign in with. */
export function Tokens() {
  const { t } = useTranslation();
  const { tokens, make, revoke } = useTokens();
  const made = make.data;
  const columns: readonly Column<Token>[] = [
    { key: "name", title: t("settings:tokenName"), cell: ({ name }) => name },
    { key: "scopes", title: t("settings:scopes"), cell: ({ scopes }) => <Code>{scopes.join(", ")}</Code> },
    { key: "made", title: t("settings:made"), wide: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      key: "do",
      title: t("settings:do"),
      align: "end",
      cell: ({ id, name }) => (
        <ConfirmButton
          variant="default"
          color="red"
          size="compact-xs"
          title={t("settings:revokeTitle", { name })}
          text={t("settings:revokeText")}
          act={{ ...revoke, mutateAsync: () => revoke.mutateAsync(id) }}
        >
          {t("settings:revoke")}
        </ConfirmButton>
      ),
    },
  ];
  return (
    <Section title={t("settings:tokens")} text={t("settings:tokensText")} actions={<NewToken make={make} />}>
      {made && (
        <Alert role="status" color="green" title={t("settings:tokenOnce", { name: made.name })}>
          <p>{t("settings:tokenOnceText")}</p>
          <LongCode text={made.token} />
        </Alert>
      )}
      <DataTable
        label={t("settings:tokens")}
        columns={columns}
        rows={tokens.data}
        rowKey={({ id }) => id}
        error={tokens.error}
        retry={() => void tokens.refetch()}
        empty={<Empty title={t("settings:noToken")} />}
      />
    </Section>
  );
}
