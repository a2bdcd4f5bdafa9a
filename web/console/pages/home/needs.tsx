import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Connection, Integration } from "../../../shared/client/generated/routes.ts";
import { useServerWords } from "../../../shared/said.tsx";
import styles from "./home.module.css";
import type { Health } from "./use-overview.ts";

interface Props {
  readonly integrations: readonly Integration[];
  readonly connections: readonly Connection[];
  readonly healths: ReadonlyMap<string, Health>;
  readonly dead: number;
}

/** What only a person can put right, or that there is nothing of the kind. */
export function Needs(props: Props) {
  const { t } = useTranslation();
  const needs = useNeeds(props);
  if (needs.length === 0) {
    return (
      <section className={styles.well} aria-labelledby="needs">
        <IconCircleCheck size={26} stroke={1.8} aria-hidden />
        <div>
          <h2 id="needs">{t("home:allWell")}</h2>
          <p>{t("home:allWellText")}</p>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.needs} aria-labelledby="needs">
      <h2 id="needs">
        <IconAlertTriangle size={20} stroke={1.8} aria-hidden />
        {t("home:needsPerson", { count: needs.length })}
      </h2>
      <ul>
        {needs.map(({ key, what, why, to }) => (
          <li key={key}>
            <strong>
              <Link to={to}>{what}</Link>
            </strong>
            <span>{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useNeeds({ integrations, connections, healths, dead }: Props) {
  const { t } = useTranslation();
  const say = useServerWords();
  const needs: { readonly key: string; readonly what: string; readonly why: ReactNode; readonly to: string }[] = [];
  if (connections.length === 0) {
    needs.push({ key: "pbx", what: t("home:noPbx"), why: t("home:noPbxText"), to: "/connect-telephones" });
  } else if (integrations.length === 0) {
    needs.push({ key: "helpdesk", what: t("home:noHelpdesk"), why: t("home:noHelpdeskText"), to: "/connect-helpdesk" });
  }
  for (const { id, name } of connections) {
    const { state, reason, warnings = [] } = healths.get(id) ?? {};
    const what = name || id;
    const to = `/telephones/${id}`;
    if (state === "refused")
      needs.push({ key: `pbx ${id}`, what, why: reason ? say(reason) : t("home:pbx.refused"), to });
    for (const warning of warnings) needs.push({ key: `pbx ${id} ${warning}`, what, why: say(warning), to });
  }
  for (const { id, status, attention } of integrations) {
    const to = `/integrations/${id}`;
    if (status === "attention")
      needs.push({ key: id, what: id, why: attention ? say(attention) : t("home:status.attention"), to });
    if (status === "connect") needs.push({ key: id, what: id, why: t("home:connectText"), to });
  }
  if (dead > 0) {
    needs.push({ key: "dead", what: t("home:dead", { count: dead }), why: t("home:deadText"), to: "/deliveries" });
  }
  return needs;
}
