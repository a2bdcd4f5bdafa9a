import { Button, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../shared/client/ask.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { useTitle } from "../parts/use-title.ts";
import { Appearance } from "../shell/appearance.tsx";
import { Brand } from "../shell/brand.tsx";
import { useTokenSignIn } from "./session.ts";
import styles from "./sign-in.module.css";

/** The page for whoever is not signed in. */
export function SignIn() {
  const { t } = useTranslation();
  const [token, setToken] = useState("");
  const signIn = useTokenSignIn();
  useTitle(t("session:signIn"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) signIn.mutate(token.trim(), { onError: () => setToken("") });
  };
  const refused = signIn.error instanceof ApiError && signIn.error.status === 401;
  return (
    <div className={styles.page}>
      <main className={styles.middle}>
        <Paper className={styles.card} withBorder>
          <form onSubmit={submit}>
            <Stack gap="lg">
              <Brand />
              <Stack gap={4}>
                <Title order={1} size="h3">
                  {t("session:welcome")}
                </Title>
                <Text c="dimmed" size="sm">
                  {t("session:tokenHelp")}
                </Text>
              </Stack>
              <PasswordInput
                label={t("session:token")}
                value={token}
                onChange={(event) => setToken(event.currentTarget.value)}
                autoComplete="current-password"
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
        </Paper>
      </main>
      <footer className={styles.foot}>
        <Appearance />
      </footer>
    </div>
  );
}
