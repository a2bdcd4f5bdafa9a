import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Connection, Integration } from "../../../shared/client/generated/routes.ts";
import { useServerWords } from "../../../shared/said.tsx";
import styles from "./home.module.css";
import type { Health } from "./use-overview.ts";

interface Props {
  readonly integrations: readonly Integration[];
  readonly connections: readonly Connection[];
  readonly healths: ReadonlyMap<string, Health>;
  /** Deliveries that were given up, and of how many of them nobody knows whether they were carried out. */
  readonly dead: number;
  readonly inDoubt: number;
}

interface Need {
  readonly key: string;
  readonly what: string;
  readonly why: string;
  readonly to: string;
  readonly search?: { readonly tab: string };
}

/** A PBX that is away for longer is no mere break. */
const AWAY_MS = 15 * 60_000;

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
        {needs.map(({ key, what, why, to, search }) => (
          <li key={key}>
            <strong>
              <Link to={to} {...(search && { search })}>
                {what}
              </Link>
            </strong>
            <span>{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useNeeds({ integrations, connections, healths, dead, inDoubt }: Props): readonly Need[] {
  const { t } = useTranslation();
  const say = useServerWords();
  const needs: Need[] = [];
  if (connections.length === 0) {
    needs.push({ key: "pbx", what: t("home:noPbx"), why: t("home:noPbxText"), to: "/connect-telephones" });
  } else if (integrations.length === 0) {
    needs.push({ key: "helpdesk", what: t("home:noHelpdesk"), why: t("home:noHelpdeskText"), to: "/connect-helpdesk" });
  }
  for (const { id, name } of connections) {
    const { state, reason, heardAt, warnings = [] } = healths.get(id) ?? {};
    const what = name || id;
    const to = `/telephones/${id}`;
    if (state === "refused")
      needs.push({ key: `pbx ${id}`, what, why: reason ? say(reason) : t("home:pbx.refused"), to });
    if (state === "waiting" && (heardAt === undefined || Date.now() - heardAt > AWAY_MS))
      needs.push({ key: `pbx ${id}`, what, why: reason ? say(reason) : t("home:pbx.waiting"), to });
    for (const warning of warnings) needs.push({ key: `pbx ${id} ${warning}`, what, why: say(warning), to });
  }
  for (const { id, status, needs: own } of integrations) {
    const to = `/integrations/${id}`;
    for (const one of own) needs.push({ key: `${id} ${one}`, what: id, why: say(one), to });
    if (status === "connect") needs.push({ key: id, what: id, why: t("home:connectText"), to });
  }
  if (dead > inDoubt) {
    const what = t("home:dead", { count: dead - inDoubt });
    needs.push({ key: "dead", what, why: t("home:deadText"), to: "/deliveries", search: { tab: "dead" } });
  }
  if (inDoubt > 0) {
    const what = t("home:inDoubt", { count: inDoubt });
    needs.push({ key: "doubt", what, why: t("home:inDoubtText"), to: "/deliveries", search: { tab: "uncertain" } });
  }
  return needs;
}
