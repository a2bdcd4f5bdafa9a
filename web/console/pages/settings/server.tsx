import { Code, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StateBadge } from "../../parts/badge.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Section } from "../../parts/section.tsx";
import { useServer } from "./use-settings.ts";

const HOUR_MS = 3600_000;

/** How the server is reached, and how people sign in. */
export function Server() {
  const { t } = useTranslation();
  const server = useServer();
  if (server.isError) return <ErrorNotice error={server.error} retry={() => void server.refetch()} />;
  if (!server.data) return <Skeleton height={180} mb="lg" />;
  const { version, publicUrl, allowPrivateTargets, trustedProxies, signIn } = server.data;
  const { oidc, passwords } = signIn;
  const yes = (is: boolean) => (
    <StateBadge tone={is ? "good" : "calm"}>{t(is ? "settings:on" : "settings:off")}</StateBadge>
  );
  return (
    <>
      <Section title={t("settings:server")} text={t("settings:serverText")}>
        <Facts
          plain
          facts={[
            [t("settings:publicUrl"), publicUrl],
            [t("settings:version"), version],
            [t("settings:privateTargets"), yes(allowPrivateTargets)],
            [t("settings:proxies"), trustedProxies.join(", ")],
          ]}
        />
      </Section>
      <Section title={t("settings:signIn")} text={t("settings:signInText")}>
        <Facts
          plain
          facts={[
            [t("settings:passwords"), yes(passwords)],
            [t("settings:oidc"), yes(oidc !== undefined)],
            [t("settings:issuer"), oidc?.issuer],
            [t("settings:clientId"), oidc?.clientId],
            [t("settings:callback"), oidc && <Code>{oidc.callback}</Code>],
            [t("settings:domains"), oidc?.allowedDomains.join(", ")],
            [t("settings:createPeople"), oidc && yes(oidc.createPeople)],
            [t("settings:idle"), t("settings:hours", { count: signIn.idleMs / HOUR_MS })],
            [t("settings:longest"), t("settings:hours", { count: signIn.sessionMs / HOUR_MS })],
          ]}
        />
      </Section>
    </>
  );
}
