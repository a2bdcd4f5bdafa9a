import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Panel } from "../telephones/panel.tsx";
import styles from "./integrations.module.css";

/** One's own templates, and those that come along; one of the latter is saved among one's own when it is chosen. */
export function TemplateChoice({
  chosen,
  choose,
}: {
  readonly chosen: string | undefined;
  readonly choose: (key: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const own = useQuery({
    queryKey: ["templates"],
    queryFn: async () => (await ask("GET /api/v1/templates")).templates,
  });
  const shipped = useQuery({
    queryKey: ["template-gallery"],
    queryFn: async () => (await ask("GET /api/v1/template-gallery")).templates,
  });
  const install = useMutation({
    mutationFn: (id: string) => ask("POST /api/v1/template-gallery/{id}", { path: { id } }),
    onSuccess: async ({ template }) => {
      await client.invalidateQueries({ queryKey: ["templates"] });
      await client.invalidateQueries({ queryKey: ["template-gallery"] });
      choose(template.key);
    },
  });
  const failed = [own, shipped].find(({ isError }) => isError);
  const others = (shipped.data ?? []).filter(({ installed }) => !installed);
  return (
    <Panel title={t("integrations:template")} text={t("integrations:templates.text")}>
      {failed && <ErrorNotice error={failed.error} retry={() => void failed.refetch()} />}
      {install.isError && <ErrorNotice error={install.error} />}
      <fieldset className={styles.choices}>
        <legend className="db-unseen">{t("integrations:template")}</legend>
        {own.data?.map(({ key, name, revision }) => (
          <button
            key={key}
            type="button"
            className={styles.choice}
            aria-pressed={chosen === key}
            onClick={() => choose(key)}
          >
            <strong>{name || key}</strong>
            <span className={styles.soft}>{t("integrations:ofTemplate", { key, revision })}</span>
          </button>
        ))}
        {others.map(({ id, name, version }) => (
          <button
            key={id}
            type="button"
            className={styles.choice}
            aria-pressed={false}
            disabled={install.isPending}
            onClick={() => install.mutate(id)}
          >
            <strong>{name}</strong>
            <span className={styles.soft}>{t("integrations:templates.shipped", { version })}</span>
          </button>
        ))}
      </fieldset>
      <p className={styles.soft} style={{ marginTop: "0.9rem" }}>
        {t("integrations:templates.other")} <Link to="/templates">{t("integrations:templates.manage")}</Link>
      </p>
    </Panel>
  );
}
