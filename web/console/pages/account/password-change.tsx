import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import type { Me } from "../../session/session.ts";

/** Changes one's own password; all other sessions end with that. */
export function PasswordChange({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => ask("POST /api/v1/me/password", { body: { ...(me.hasPassword && { current }), password } }),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
      return Promise.all([["me"], ["my-sessions"]].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const shown = { "aria-label": t("session:showPassword") };
  return (
    <form onSubmit={send}>
      <Stack maw="24rem">
        {me.hasPassword && (
          <PasswordInput
            label={t("account:current")}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={shown}
          />
        )}
        <PasswordInput
          label={t("account:new")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={shown}
        />
        {change.isError && <ErrorNotice error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t("account:changePassword")}
          </Button>
          {change.isSuccess && <span role="status">{t("account:changed")}</span>}
        </Group>
      </Stack>
    </form>
  );
}
