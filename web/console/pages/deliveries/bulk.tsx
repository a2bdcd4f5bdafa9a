import { Alert, List } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Said } from "../../../shared/said.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import styles from "./deliveries.module.css";
import type { toBulk } from "./delivery-filter.ts";
import { AT_ONCE, useBulk, useCount } from "./use-deliveries.ts";

type Chosen = NonNullable<ReturnType<typeof toBulk>>;

/** Replays or cancels whatever fits the filter, after it was told how many these are. What was done stays told when none is left. */
export function Bulk({ bulk, some }: { readonly bulk: Chosen; readonly some: boolean }) {
  const { t } = useTranslation();
  const change = useBulk(bulk);
  const act = (what: "replay" | "cancel") => ({
    mutateAsync: () => change.mutateAsync(what),
    isPending: change.isPending,
    error: change.error,
  });
  return (
    <>
      <div className={styles.bulk} hidden={!some}>
        <ConfirmButton
          variant="default"
          size="compact-md"
          title={t("deliveries:replayAllTitle")}
          text={<Question what="replay" bulk={bulk} />}
          act={act("replay")}
        >
          {t("deliveries:replayAll")}
        </ConfirmButton>
        <ConfirmButton
          variant="default"
          size="compact-md"
          color="red"
          title={t("deliveries:cancelAllTitle")}
          text={<Question what="cancel" bulk={bulk} />}
          back={t("deliveries:keep")}
          act={act("cancel")}
        >
          {t("deliveries:cancelAll")}
        </ConfirmButton>
      </div>
      {change.data && (
        <Alert role="status" color={change.data.left.length > 0 ? "yellow" : "green"} mb="md">
          {t(`deliveries:bulkDone.${change.variables ?? "replay"}`, { count: change.data.changed.length })}
          {change.data.left.length > 0 && (
            <List size="sm" mt="xs">
              {change.data.left.map(({ id, reason }) => (
                <List.Item key={id}>
                  <Said>{reason}</Said>
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </>
  );
}

function Question({ what, bulk }: { readonly what: "replay" | "cancel"; readonly bulk: Chosen }) {
  const { t } = useTranslation();
  const count = useCount(bulk);
  if (count.isError) return <ErrorNotice error={count.error} />;
  if (count.data === undefined) return t("deliveries:counting");
  const many = count.data >= AT_ONCE;
  return (
    <>
      {t(`deliveries:bulkAsk.${what}`, { count: Math.min(count.data, AT_ONCE) })}
      {many && ` ${t("deliveries:firstOnly")}`}
      {what === "replay" && bulk.state === "dead" && ` ${t("deliveries:mayDouble")}`}
    </>
  );
}
