import { Alert, Button, Divider } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../shared/client/ask.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { Entrance } from "./entrance.tsx";
import { PasswordForm } from "./password-form.tsx";
import { TokenForm } from "./token-form.tsx";

/** The page for whoever is not signed in: the ways that this server offers. */
export function SignIn() {
  const { t } = useTranslation();
  const [byToken, setByToken] = useState(false);
  const ways = useQuery({ queryKey: ["me", "ways"], queryFn: () => ask("GET /api/v1/sign-in") });
  const { passwords = true, singleSignOn = false, setUp = false } = ways.data ?? {};
  const token = byToken || (!passwords && !singleSignOn);
  return (
    <Entrance title={t("session:welcome")} text={token ? t("session:tokenHelp") : t("session:personHelp")}>
      {ways.isError && <ErrorNotice error={ways.error} retry={() => void ways.refetch()} />}
      {setUp && !token && (
        <Alert color="blue" title={t("session:noOwner")}>
          {t("session:noOwnerText")} <code>deskbell people link</code>
        </Alert>
      )}
      {singleSignOn && !token && (
        <Button component="a" href={singleSignOnAddress()} variant={passwords ? "default" : "filled"} size="md">
          {t("session:singleSignOn")}
        </Button>
      )}
      {singleSignOn && passwords && !token && <Divider label={t("session:or")} />}
      {token ? <TokenForm /> : passwords && <PasswordForm />}
      {(passwords || singleSignOn) && (
        <Button variant="subtle" size="compact-sm" onClick={() => setByToken(!token)}>
          {token ? t("session:byPerson") : t("session:byToken")}
        </Button>
      )}
    </Entrance>
  );
}

function singleSignOnAddress(): string {
  const to = location.pathname + location.search;
  return `/api/v1/session/oidc/start?${new URLSearchParams({ to: /^\/[\w\-./?=&%~]*$/.test(to) ? to : "/" })}`;
}
