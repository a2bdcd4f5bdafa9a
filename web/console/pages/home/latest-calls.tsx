import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ListedCall } from "../../../shared/nouns.ts";
import { Time } from "../../parts/moments.tsx";
import { CallState } from "../calls/call-words.tsx";
import { Party } from "../calls/party.tsx";
import styles from "./home.module.css";

/** The newest calls, with the way to all of them. */
export function LatestCalls({ calls }: { readonly calls: readonly ListedCall[] | undefined }) {
  const { t } = useTranslation();
  return (
    <section className={styles.card} aria-labelledby="latest">
      <div className={styles.cardHead}>
        <h2 id="latest">{t("home:latest")}</h2>
        <Link to="/calls">{t("home:allCalls")}</Link>
      </div>
      {calls?.length === 0 && <p className={styles.note}>{t("calls:emptyText")}</p>}
      <ul className={styles.latest}>
        {calls?.map((call) => (
          <li key={call.id}>
            <Link to={`/calls/${call.id}`}>
              <Party call={call} name={call.contactName ?? call.externalName} />
            </Link>
            <CallState call={call} />
            <span className={styles.note}>
              <Time at={call.startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
