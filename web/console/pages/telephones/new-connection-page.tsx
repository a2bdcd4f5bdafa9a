import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "../../parts/page-header.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { HowTo } from "./how-to.tsx";
import { KindChoice } from "./kind-choice.tsx";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";

/** Chooses a kind of PBX and connects one. Whoever came from the set-up of a helpdesk goes back to it. */
export function NewConnectionPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { template } = useSearch({ strict: false }) as { readonly template?: string };
  const [kind, setKind] = useState<string>();
  const done = (id: string) =>
    void (template === undefined
      ? navigate({ to: "/telephones/$id", params: { id } })
      : navigate({ to: "/connect-helpdesk", search: { template, connection: id } }));
  return (
    <>
      <PageHeader
        title={t("telephones:connect")}
        text={t("telephones:connectLead")}
        back={<Link to="/telephones">{t("telephones:title")}</Link>}
      />
      <div className={styles.page}>
        <KindChoice kind={kind} choose={setKind} />
        {kind !== undefined && (
          <div className={styles.columns} key={kind}>
            <Panel title={t(`telephones:kind.${kind}`)}>
              <ConnectionForm kind={kind} done={done} />
            </Panel>
            <HowTo kind={kind} />
          </div>
        )}
      </div>
    </>
  );
}
