import { Alert, Button } from "@mantine/core";
import IconShieldCheck from "@tabler/icons-react/icons/IconShieldCheck";
import IconShieldX from "@tabler/icons-react/icons/IconShieldX";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shared/format.ts";
import { useServerWords } from "../../../shared/said.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { LongCode } from "../../parts/long-code.tsx";
import { Section } from "../../parts/section.tsx";
import { useVerify } from "./use-audit.ts";

/** Checks on demand that nothing in the log was changed or taken out, and says so. */
export function Chain() {
  const { t } = useTranslation();
  const say = useServerWords();
  const format = useFormat();
  const verify = useVerify();
  const found = verify.data;
  return (
    <Section
      title={t("audit:chain")}
      text={t("audit:chainText")}
      actions={
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t("audit:verify")}
        </Button>
      }
    >
      {verify.isError && <ErrorNotice error={verify.error} />}
      {found?.ok && (
        <Alert
          role="status"
          color="green"
          icon={<IconShieldCheck aria-hidden />}
          title={t("audit:whole", { entries: format.number(found.head.seq) })}
        >
          <p>{t("audit:keepHead")}</p>
          <LongCode text={`${found.head.seq} ${found.head.hash}`} />
        </Alert>
      )}
      {found?.fault && (
        <Alert
          role="alert"
          color="red"
          icon={<IconShieldX aria-hidden />}
          title={t("audit:broken", { seq: format.number(found.fault.seq) })}
        >
          {t("audit:brokenText", { reason: say(found.fault.reason) })}
        </Alert>
      )}
    </Section>
  );
}
