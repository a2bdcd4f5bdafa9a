import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { Time } from "../../parts/moments.tsx";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";

const SHOWN = 20;

/** What a PBX told beside its calls; nothing where it told nothing. */
export function Notices({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const notices = useQuery({
    queryKey: ["connection", id, "notices"],
    queryFn: async () =>
      (await ask("GET /api/v1/connections/{id}/notices", { path: { id }, query: { limit: SHOWN } })).notices,
    refetchInterval: 30_000,
  });
  if (notices.isError) return <ErrorNotice error={notices.error} />;
  if (!notices.data?.length) return null;
  return (
    <Panel title={t("telephones:notices.title")} text={t("telephones:notices.text")}>
      <ul className={styles.notes}>
        {notices.data.map(({ kind, at, body }, place) => (
          <li key={`${at} ${kind} ${String(place)}`} data-tone="calm">
            <details>
              <summary>
                <Time at={at} /> {kind}
              </summary>
              <JsonView text={JSON.stringify(body)} label={kind} />
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
