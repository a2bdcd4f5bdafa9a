import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Connection } from "../../../shared/client/generated/routes.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { useMay } from "../../session/session.ts";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";
import { useSaveConnection } from "./use-telephones.ts";

const SECRET_BYTES = 32;

/** Where a PBX posts to, and how it proves itself. */
export function Posting({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const mayChange = useMay("admin");
  const { id, zone, signed, settings } = connection;
  const [secret, setSecret] = useState<string>();
  const save = useSaveConnection();
  const start = `${window.location.origin}/api/v1/connections/${encodeURIComponent(id)}`;
  const address = `${start}/${settings.mapping === undefined ? "events" : "webhook"}`;
  const renew = () => {
    const made = makeSecret();
    save.mutate({ id, zone, signingSecret: made }, { onSuccess: () => setSecret(made) });
  };
  return (
    <Panel title={t("telephones:posting.title")} text={t("telephones:posting.text")}>
      <Stack>
        <div>
          <div className={styles.soft}>{t("telephones:posting.address")}</div>
          <Address text={address} />
        </div>
        <p className={styles.soft}>{t("telephones:posting.proof", { scope: `events:write:${id}` })}</p>
        <p className={styles.soft}>{t(signed ? "telephones:posting.signed" : "telephones:posting.unsigned")}</p>
        {secret !== undefined && (
          <div role="status">
            <div className={styles.soft}>{t("telephones:posting.onlyNow")}</div>
            <Address text={secret} />
          </div>
        )}
        {save.isError && <ErrorNotice error={save.error} />}
        {mayChange && (
          <Group>
            <Button variant="default" loading={save.isPending} onClick={renew}>
              {t(signed ? "telephones:posting.renew" : "telephones:posting.make")}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

function Address({ text }: { readonly text: string }) {
  return (
    <div className={styles.address}>
      <code>{text}</code>
      <CopyButton text={text} />
    </div>
  );
}

function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
