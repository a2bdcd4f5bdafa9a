import { Burger, Drawer } from "@mantine/core";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ROUTES } from "../routes.ts";
import { useMe } from "../session/session.ts";
import { Appearance } from "./appearance.tsx";
import { Brand } from "./brand.tsx";
import { Forbidden } from "./forbidden.tsx";
import { LiveState } from "./live-state.tsx";
import { Nav } from "./nav.tsx";
import styles from "./shell.module.css";
import { UserMenu } from "./user-menu.tsx";

/** The frame of every page: navigation at the side, or behind a button where the screen is narrow. */
export function Shell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const main = useFocusOnNavigation();
  const side = (
    <>
      <Nav onLeave={() => setOpen(false)} />
      <div className={styles.foot}>
        <LiveState />
        <Appearance />
        <UserMenu />
      </div>
    </>
  );
  return (
    <div className={styles.shell}>
      <a className="db-skip" href="#main">
        {t("shell:skip")}
      </a>
      <header className={styles.top}>
        <Brand />
        <Burger opened={open} onClick={() => setOpen(true)} aria-label={t("shell:openPages")} size="sm" />
      </header>
      <aside className={styles.side} aria-label={t("shell:side")}>
        <div className={styles.sideBrand}>
          <Brand />
        </div>
        {side}
      </aside>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        size="17rem"
        title={<Brand />}
        closeButtonProps={{ "aria-label": t("common:close") }}
        classNames={{ body: styles.drawer ?? "" }}
      >
        {side}
      </Drawer>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Page />
      </main>
    </div>
  );
}

/** The page of the address, or why it is not shown: an address can be handed on to whom it is not for. */
function Page() {
  const permissions = useMe().data?.permissions ?? [];
  const route = useRouterState({ select: ({ matches }): string => matches.at(-1)?.routeId ?? "" });
  const page = ROUTES.find(({ path }) => path === route);
  if (page && !permissions.includes(page.needs ?? "read")) return <Forbidden title={page.title} />;
  return <Outlet />;
}

/** Takes the keyboard to the new page after a change of page, as a browser does by itself with documents. */
function useFocusOnNavigation() {
  const ref = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    ref.current?.focus({ preventScroll: true });
  }, [path]);
  return ref;
}
