import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../shared/format.ts";
import { Empty } from "../parts/empty.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useMe } from "../session/session.ts";

/** Shown in place of a page, with its title, that the visitor's role does not see. */
export function Forbidden({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const roles = useMe().data?.roles ?? [];
  const said = roles.length > 0 ? format.list(roles.map((role) => t(`people:role.${role}`))) : t("shell:roleless");
  return (
    <>
      <PageHeader title={t(title)} />
      <Empty title={t("shell:forbiddenTitle")} text={t("shell:forbiddenText", { roles: said })}>
        <Button component={Link} to="/" variant="default" mt="sm">
          {t("shell:toHome")}
        </Button>
      </Empty>
    </>
  );
}
