import { PAGES } from "virtual:help-pages";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { NotFound } from "../../shell/not-found.tsx";
import { showBlocks, toText } from "./blocks.tsx";
import styles from "./help.module.css";

/** A page of the documentation, as it came with this version; it is written in English. */
export function HelpPage() {
  const { t, i18n } = useTranslation();
  const { folder = "", page = "" } = useParams({ strict: false }) as {
    readonly folder?: string;
    readonly page?: string;
  };
  const name = `${folder}/${page}`;
  const load = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
  const shown = useQuery({
    queryKey: ["help", name],
    queryFn: async () => (await load?.())?.blocks ?? [],
    enabled: load !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const hash = useRouterState({ select: ({ location }) => location.hash });
  // The part that an address names is there only now.
  useEffect(() => {
    if (shown.data && hash !== "") document.getElementById(hash)?.scrollIntoView();
  }, [shown.data, hash]);
  if (!load) return <NotFound />;
  const [title, ...rest] = shown.data ?? [];
  return (
    <>
      <PageHeader
        title={title?.kind === "heading" ? toText(title.inner) : t("help:title")}
        {...(title && { lang: "en" })}
        {...(i18n.language !== "en" && { text: t("help:inEnglish") })}
        back={<Link to="/telephones">{t("telephones:title")}</Link>}
      />
      {shown.isError && <ErrorNotice error={shown.error} retry={() => void shown.refetch()} />}
      <article lang="en" className={styles.article}>
        {showBlocks(rest)}
      </article>
    </>
  );
}
