import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shared/format.ts";
import { DiffView } from "../../parts/diff-view.tsx";
import { Facts } from "../../parts/facts.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { LongCode } from "../../parts/long-code.tsx";
import styles from "./audit.module.css";
import { useActionName } from "./use-action-name.ts";
import type { Entry } from "./use-audit.ts";
import { useSubjectName } from "./use-subject-name.ts";

/** One entry in full, with what was before and after it. */
export function EntryView({ entry, close }: { readonly entry: Entry | undefined; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={entry !== undefined}
      onClose={close}
      size="xl"
      title={entry && t("audit:entry", { seq: entry.seq })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {entry && <Content entry={entry} />}
    </Modal>
  );
}

function Content({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useActionName();
  const subjectOf = useSubjectName();
  const { action, subject, who, at, before, after, hash } = entry;
  const both = before !== undefined && after !== undefined;
  return (
    <div className={styles.detail}>
      <Facts
        plain
        facts={[
          [t("audit:action"), nameOf(action)],
          [t("audit:subject"), subjectOf(subject)],
          [t("audit:who"), `${who.name} (${t(`audit:kind.${who.kind}`)})`],
          [t("audit:address"), who.address],
          [t("audit:at"), format.moment(at)],
          [t("audit:hash"), <LongCode key="hash" text={hash} />],
        ]}
      />
      {both && <DiffView label={t("audit:difference")} before={toText(before)} after={toText(after)} />}
      {!both && after !== undefined && <JsonView label={t("audit:after")} text={toText(after)} />}
      {!both && before !== undefined && <JsonView label={t("audit:before")} text={toText(before)} />}
      {before === undefined && after === undefined && <p>{t("audit:noDetail")}</p>}
    </div>
  );
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
