import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../shared/client/ask.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { useSignIn } from "./session.ts";

/** Signs a person in by log-in and password. */
export function PasswordForm() {
  const { t } = useTranslation();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ kind: "password", login, password }, { onError: () => setPassword("") });
  };
  const refused = signIn.error instanceof ApiError && signIn.error.status === 401;
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("session:login")}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={t("session:password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ "aria-label": t("session:showPassword") }}
          error={refused && <span role="alert">{t("session:passwordWrong")}</span>}
        />
        {signIn.isError && !refused && <ErrorNotice error={signIn.error} />}
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t("session:signIn")}
        </Button>
      </Stack>
    </form>
  );
}
