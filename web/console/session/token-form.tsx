import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../shared/client/ask.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { useSignIn } from "./session.ts";

/** Signs in with an access token of the API. */
export function TokenForm() {
  const { t } = useTranslation();
  const [token, setToken] = useState("");
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ kind: "token", token: token.trim() }, { onError: () => setToken("") });
  };
  const refused = signIn.error instanceof ApiError && signIn.error.status === 401;
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput
          label={t("session:token")}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="off"
          autoFocus
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ "aria-label": t("session:showToken") }}
          error={refused && <span role="alert">{t("session:tokenWrong")}</span>}
        />
        {signIn.isError && !refused && <ErrorNotice error={signIn.error} />}
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t("session:signIn")}
        </Button>
      </Stack>
    </form>
  );
}
