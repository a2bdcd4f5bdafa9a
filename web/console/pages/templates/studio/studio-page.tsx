import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../../shared/client/ask.ts";
import { useServerWords } from "../../../../shared/said.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { PageHeader } from "../../../parts/page-header.tsx";
import { findDraft } from "../draft-text.ts";
import { readXml } from "../use-templates.ts";
import { inWords } from "./language.ts";
import { Studio } from "./studio.tsx";

/** Opens a saved template (`?key=…&revision=…`), or the text that was handed over. */
export function StudioPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as { readonly key?: unknown; readonly revision?: unknown };
  const key = search.key === undefined ? undefined : String(search.key);
  const revision = Number(search.revision) > 0 ? Number(search.revision) : undefined;
  const draft = findDraft();
  const language = useQuery({
    queryKey: ["template-language"],
    queryFn: () => ask("GET /api/v1/template-language"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const say = useServerWords();
  const explained = useMemo(() => language.data && inWords(language.data, say), [language.data, say]);
  const saved = useQuery({
    queryKey: ["template-text", key, revision],
    queryFn: () => readXml(key ?? "", revision),
    enabled: key !== undefined,
    // What somebody is writing is not replaced by what is saved meanwhile.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const back = <Link to="/templates">{t("templates:backToAll")}</Link>;
  const error = saved.error ?? language.error;
  const text = key === undefined ? draft?.xml : saved.data;
  if (explained && text !== undefined) {
    const id = key === undefined ? "draft" : `${key} ${revision ?? ""}`;
    return <Studio key={id} language={explained} initial={text} savedAs={key} name={key ?? draft?.name ?? ""} />;
  }
  return (
    <>
      <PageHeader title={t("templates:studio.title")} back={back} />
      {error && <ErrorNotice error={error} />}
      {!error && key === undefined && !draft && (
        <Empty title={t("templates:studio.noneTitle")} text={t("templates:studio.noneText")}>
          <Link to="/templates/-/new">{t("templates:new")}</Link>
        </Empty>
      )}
      {!error && (key !== undefined || draft) && <Skeleton height={420} />}
    </>
  );
}
