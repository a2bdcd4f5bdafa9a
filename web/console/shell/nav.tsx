import IconHeadset from "@tabler/icons-react/icons/IconHeadset";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NAV_GROUPS } from "../page-route.ts";
import { ROUTES } from "../routes.ts";
import { useMe } from "../session/session.ts";
import styles from "./shell.module.css";

/** The pages that are reached from everywhere, by group. */
export function Nav({ onLeave }: { readonly onLeave?: () => void }) {
  const { t } = useTranslation();
  const { permissions = [], extensions = [] } = useMe().data ?? {};
  return (
    <nav className={styles.nav} aria-label={t("shell:pages")}>
      {NAV_GROUPS.map((group) => {
        const entries = ROUTES.flatMap(({ path, title, nav, needs = "read" }) =>
          nav?.group === group && permissions.includes(needs) ? [{ path, title, ...nav }] : [],
        );
        if (entries.length === 0) return null;
        return (
          <div key={group}>
            <div id={`nav-${group}`} className={styles.group}>
              {t(`shell:group.${group}`)}
            </div>
            <ul aria-labelledby={`nav-${group}`}>
              {entries
                .sort((a, b) => a.order - b.order)
                .map(({ path, title, icon: Icon }) => (
                  <li key={path}>
                    <Link
                      to={path}
                      className={styles.link}
                      activeOptions={{ exact: path === "/" }}
                      activeProps={{ "aria-current": "page" }}
                      onClick={onLeave}
                    >
                      <Icon size={19} stroke={1.7} aria-hidden />
                      {t(title)}
                    </Link>
                  </li>
                ))}
              {group === "now" && extensions.length > 0 && (
                <li>
                  <a href="/desk" className={styles.link}>
                    <IconHeadset size={19} stroke={1.7} aria-hidden />
                    {t("shell:desk")}
                  </a>
                </li>
              )}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
