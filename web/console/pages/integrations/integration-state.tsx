import { useTranslation } from "react-i18next";
import type { Integration } from "../../../shared/client/generated/routes.ts";
import { StateBadge, type Tone } from "../../parts/badge.tsx";
import { isRehearsing } from "./use-integrations.ts";

const TONES: Readonly<Record<Integration["status"], Tone>> = {
  connected: "good",
  connect: "wait",
  attention: "bad",
  disabled: "calm",
  disconnected: "calm",
};

/** How an integration is, in a word or two. */
export function IntegrationState({ integration }: { readonly integration: Integration }) {
  const { t } = useTranslation();
  const { status } = integration;
  return (
    <>
      <StateBadge tone={TONES[status]}>{t(`integrations:status.${status}`)}</StateBadge>
      {isRehearsing(integration) && <StateBadge tone="info">{t("integrations:rehearsing")}</StateBadge>}
    </>
  );
}
