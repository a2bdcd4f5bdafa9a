import { Button, Checkbox, Select, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { leaveDraft } from "./draft-text.ts";
import { TemplateFacts } from "./template-facts.tsx";
import styles from "./templates.module.css";
import { Upload } from "./upload.tsx";

const FEATURES = ["search", "users", "contacts", "tickets", "journal"] as const;

/** Three ways to a template: a shipped one, a file, an empty one. */
export function NewPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={t("templates:begin.title")}
        text={t("templates:begin.lead")}
        back={<Link to="/templates">{t("templates:backToAll")}</Link>}
      />
      <Upload />
      <h2 className={styles.part}>{t("templates:begin.gallery")}</h2>
      <Gallery />
      <h2 className={styles.part}>{t("templates:begin.blank")}</h2>
      <Blank />
    </>
  );
}

function Gallery() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const gallery = useQuery({
    queryKey: ["template-gallery"],
    queryFn: async () => (await ask("GET /api/v1/template-gallery")).templates,
  });
  const install = useMutation({
    mutationFn: (id: string) => ask("POST /api/v1/template-gallery/{id}", { path: { id } }),
    onSuccess: async ({ template }) => {
      await client.invalidateQueries({ queryKey: ["templates"] });
      await client.invalidateQueries({ queryKey: ["template-gallery"] });
      await navigate({ to: "/templates/-/studio", search: { key: template.key } });
    },
  });
  if (gallery.isError) return <ErrorNotice error={gallery.error} retry={() => void gallery.refetch()} />;
  if (!gallery.data) return <Skeleton height={140} />;
  return (
    <>
      {install.isError && <ErrorNotice error={install.error} />}
      <ul className={styles.cards}>
        {gallery.data.map((one) => (
          <li key={one.id} className={styles.card}>
            <h3 className={styles.name}>{one.name}</h3>
            <TemplateFacts {...one} />
            <p className={styles.soft}>{t("templates:begin.asksFor", { count: one.fields.length })}</p>
            <p className={styles.foot}>
              <span>
                {one.installed ? t("templates:begin.installed") : t("templates:version", { version: one.version })}
              </span>
              <Button
                size="compact-sm"
                variant={one.installed ? "default" : "filled"}
                aria-label={`${one.installed ? t("templates:begin.renew") : t("templates:begin.use")}: ${one.name}`}
                loading={install.isPending && install.variables === one.id}
                onClick={() => install.mutate(one.id)}
              >
                {one.installed ? t("templates:begin.renew") : t("templates:begin.use")}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Blank() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [key, setKey] = useState<string>();
  const [provider, setProvider] = useState<"helpdesk" | "crm">("helpdesk");
  const [auth, setAuth] = useState<"none" | "basic" | "bearer" | "oauth2">("bearer");
  const [features, setFeatures] = useState<string[]>(["search", "tickets"]);
  const shownKey = key ?? toKey(name);
  const draft = useMutation({
    mutationFn: async () => {
      const wanted = FEATURES.filter((one) => features.includes(one));
      const body = { name, key: shownKey, provider, auth, features: wanted };
      const { xml } = await ask("POST /api/v1/template-drafts", { body });
      leaveDraft({ xml, name });
      await navigate({ to: "/templates/-/studio" });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    draft.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput label={t("templates:name")} value={name} onChange={(event) => setName(event.target.value)} required />
      <TextInput
        label={t("templates:key")}
        description={t("templates:keyHelp")}
        value={shownKey}
        onChange={(event) => setKey(event.target.value)}
        required
      />
      <Select
        label={t("templates:kind")}
        data={(["helpdesk", "crm"] as const).map((value) => ({ value, label: t(`templates:provider.${value}`) }))}
        value={provider}
        onChange={(value) => value && setProvider(value)}
        allowDeselect={false}
      />
      <Select
        label={t("templates:logIn")}
        data={(["none", "basic", "bearer", "oauth2"] as const).map((value) => ({
          value,
          label: t(`templates:auth.${value}`),
        }))}
        value={auth}
        onChange={(value) => value && setAuth(value)}
        allowDeselect={false}
      />
      <Checkbox.Group label={t("templates:begin.features")} value={features} onChange={setFeatures}>
        {FEATURES.map((one) => (
          <Checkbox key={one} value={one} label={t(`templates:feature.${one}`)} mt={6} />
        ))}
      </Checkbox.Group>
      {draft.isError && <ErrorNotice error={draft.error} />}
      <div>
        <Button type="submit" loading={draft.isPending}>
          {t("templates:begin.open")}
        </Button>
      </div>
    </form>
  );
}

function toKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);
}
