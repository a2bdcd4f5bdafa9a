import { Menu, UnstyledButton } from "@mantine/core";
import IconHeadset from "@tabler/icons-react/icons/IconHeadset";
import IconLogout from "@tabler/icons-react/icons/IconLogout";
import IconSelector from "@tabler/icons-react/icons/IconSelector";
import IconUserCircle from "@tabler/icons-react/icons/IconUserCircle";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe, useSignOut } from "../session/session.ts";
import styles from "./shell.module.css";

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const signOut = useSignOut();
  const name = me?.name ?? "";
  return (
    <Menu position="top-start" width={220} withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles.user}>
          <span className={styles.initial} aria-hidden>
            {[...name][0]?.toUpperCase() ?? "?"}
          </span>
          <span className={styles.userName}>{name}</span>
          <span className="db-unseen">{t("shell:userMenu")}</span>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("shell:signedInAs", { name })}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {t("account:title")}
        </Menu.Item>
        <Menu.Item component="a" href="/desk" leftSection={<IconHeadset size={16} aria-hidden />}>
          {t("shell:desk")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          {t("session:signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
