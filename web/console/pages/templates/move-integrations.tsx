import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { useMay } from "../../session/session.ts";
import styles from "./templates.module.css";
import type { TemplateCard } from "./use-templates.ts";

/** Which integrations use which version, and the way to the newest. */
export function MoveIntegrations({ template, newest }: { readonly template: TemplateCard; readonly newest: number }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={styles.part}>{t("templates:versions.users")}</h2>
      {template.integrations.length === 0 && <p className={styles.soft}>{t("templates:unused")}</p>}
      <ul className={styles.cards}>
        {template.integrations.map(({ id, revision }) => (
          <li key={id} className={styles.card}>
            <strong className={styles.name}>{id}</strong>
            <p className={styles.soft}>{t("templates:revision", { revision })}</p>
            <Move templateKey={template.key} id={id} revision={revision} newest={newest} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface MoveProps {
  readonly templateKey: string;
  readonly id: string;
  readonly revision: number;
  readonly newest: number;
}

function Move({ templateKey: key, id, revision, newest }: MoveProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayMove = useMay("admin");
  const act = useMutation({
    mutationFn: () =>
      ask("PUT /api/v1/templates/{key}/integrations/{id}", { path: { key, id }, body: { revision: newest } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["templates"] });
      void client.invalidateQueries({ queryKey: ["integrations"] });
      void client.invalidateQueries({ queryKey: ["integration", id] });
    },
  });
  if (revision === newest) return <p className={styles.soft}>{t("templates:versions.newest")}</p>;
  if (!mayMove) {
    return (
      <Button size="compact-sm" variant="default" disabled>
        {t("templates:versions.move", { revision: newest })}
      </Button>
    );
  }
  return (
    <div>
      <ConfirmButton
        size="compact-sm"
        title={t("templates:versions.move", { revision: newest })}
        text={t("templates:versions.moveText", { id, revision: newest })}
        act={act}
      >
        {t("templates:versions.move", { revision: newest })}
      </ConfirmButton>
    </div>
  );
}
