import { Alert, Button, Group } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useTranslation } from "react-i18next";
import { download } from "../../../shared/download.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { Section } from "../../parts/section.tsx";
import { Frames } from "./frames.tsx";
import { Nodes } from "./nodes.tsx";
import { Server } from "./server.tsx";
import { Tokens } from "./tokens.tsx";
import { useConfigExport, useRotation } from "./use-settings.ts";

/** What holds for the whole server. */
export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("settings:title")} text={t("settings:lead")} />
      <Server />
      <Tokens />
      <Frames />
      <Nodes />
      <Rotation />
      <ConfigExport />
    </>
  );
}

function Rotation() {
  const { t } = useTranslation();
  const rotation = useRotation();
  return (
    <Section
      title={t("settings:key")}
      text={t("settings:keyText")}
      actions={
        <ConfirmButton
          variant="default"
          title={t("settings:rotateTitle")}
          text={t("settings:rotateText")}
          act={rotation}
        >
          {t("settings:rotate")}
        </ConfirmButton>
      }
    >
      {rotation.data && (
        <Alert role="status" color="green">
          {t("settings:rotated", { count: rotation.data.resealed })}
        </Alert>
      )}
    </Section>
  );
}

function ConfigExport() {
  const { t } = useTranslation();
  const config = useConfigExport();
  const save = () =>
    void config
      .mutateAsync()
      .then((found) => download("deskbell.yaml", JSON.stringify(found, null, 2), "application/yaml"))
      .catch(() => undefined);
  return (
    <Section title={t("settings:config")} text={t("settings:configText")}>
      {config.isError && <ErrorNotice error={config.error} />}
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={config.isPending}
          onClick={save}
        >
          {t("settings:configExport")}
        </Button>
      </Group>
    </Section>
  );
}
