import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OneTimeLink } from "../../../shared/client/generated/routes.ts";
import { useFormat } from "../../../shared/format.ts";
import { LongCode } from "../../parts/long-code.tsx";

/** A link that is good once, to be handed on; it is never shown again. */
export function LinkOnce({ link, name }: { readonly link: OneTimeLink; readonly name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert role="status" color="green" mb="lg" title={t("people:linkFor", { name })}>
      <p>{t("people:linkText", { until: format.moment(link.expiresAt) })}</p>
      <LongCode text={link.url} label={t("people:copyLink")} />
    </Alert>
  );
}
