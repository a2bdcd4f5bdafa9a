import { Button, Skeleton } from "@mantine/core";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Time } from "../../parts/moments.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { useMay } from "../../session/session.ts";
import { TemplateActions } from "./template-actions.tsx";
import { TemplateFacts } from "./template-facts.tsx";
import styles from "./templates.module.css";
import { type TemplateCard, useTemplates } from "./use-templates.ts";

/** Every template: what it is, what it can do, where it is used. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const templates = useTemplates();
  const mayChange = useMay("templates");
  const begin = mayChange && (
    <Button component={Link} to="/templates/-/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("templates:new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("templates:title")} text={t("templates:lead")}>
        {begin}
      </PageHeader>
      {templates.isError && <ErrorNotice error={templates.error} retry={() => void templates.refetch()} />}
      {templates.isPending && <Skeleton height={160} />}
      {templates.data?.length === 0 && (
        <Empty title={t("templates:emptyTitle")} text={t("templates:emptyText")}>
          {begin}
        </Empty>
      )}
      <ul className={styles.cards} aria-label={t("templates:title")}>
        {templates.data?.map((template) => (
          <li key={template.key} className={styles.card}>
            <Card template={template} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Card({ template }: { readonly template: TemplateCard }) {
  const { t } = useTranslation();
  const mayTry = useMay("rehearse");
  const { key, name, version, revision, createdAt, integrations } = template;
  return (
    <>
      <div className={styles.cardHead}>
        <h2 className={styles.name}>
          {mayTry ? (
            <Link to="/templates/-/studio" search={{ key }}>
              {name || key}
            </Link>
          ) : (
            name || key
          )}
        </h2>
        <TemplateActions template={template} />
      </div>
      <p className={styles.soft}>
        <code>{key}</code>
        {version && ` · ${t("templates:version", { version })}`}
      </p>
      <TemplateFacts {...template} />
      <p className={styles.used}>
        {integrations.length === 0
          ? t("templates:unused")
          : `${t("templates:usedBy")} ${integrations.map((one) => t("templates:use", one)).join(", ")}`}
      </p>
      <p className={styles.foot}>
        <Link to="/templates/$key" params={{ key }}>
          {t("templates:revision", { revision })}
        </Link>
        <Time at={createdAt} />
      </p>
    </>
  );
}
