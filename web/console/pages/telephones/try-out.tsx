import { Autocomplete, Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";
import { useDo, useExtensions } from "./use-telephones.ts";

/** Plays a call as if the PBX had told of it; dials, where the PBX can be asked to. */
export function TryOut({ id, passive }: { readonly id: string; readonly passive: boolean }) {
  const { t } = useTranslation();
  const extensions = useExtensions(id).data?.map(({ number }) => number) ?? [];
  const [number, setNumber] = useState("");
  const [chosen, setExtension] = useState<string>();
  const [kind, setKind] = useState<"answered" | "missed">("answered");
  const extension = chosen ?? extensions[0] ?? "";
  const play = useDo(id, () =>
    ask("POST /api/v1/connections/{id}/test-call", { path: { id }, body: { number, extension, kind } }),
  );
  const dial = useDo(id, () =>
    ask("POST /api/v1/connections/{id}/dial", { path: { id }, body: { number, extension } }),
  );
  const ready = number.trim() !== "" && extension.trim() !== "";
  return (
    <Panel title={t("telephones:try.title")} text={t("telephones:try.text")}>
      <Stack>
        <TextInput
          label={t("telephones:try.number")}
          value={number}
          inputMode="tel"
          placeholder="0812345678"
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Autocomplete label={t("telephones:extension")} data={extensions} value={extension} onChange={setExtension} />
        <SegmentedControl
          aria-label={t("telephones:try.kind")}
          value={kind}
          onChange={(value) => setKind(value === "missed" ? "missed" : "answered")}
          data={[
            { value: "answered", label: t("telephones:try.answered") },
            { value: "missed", label: t("telephones:try.missed") },
          ]}
        />
        <Group>
          <Button disabled={!ready} loading={play.isPending} onClick={() => play.mutate()}>
            {t("telephones:try.play")}
          </Button>
          {!passive && (
            <Button variant="default" disabled={!ready} loading={dial.isPending} onClick={() => dial.mutate()}>
              {t("telephones:try.dial")}
            </Button>
          )}
        </Group>
        {play.isError && <ErrorNotice error={play.error} />}
        {dial.isError && <ErrorNotice error={dial.error} />}
        {play.data && (
          <p role="status" className={styles.soft}>
            {t("telephones:try.played")}{" "}
            <Link to="/calls/$id" params={{ id: play.data.pbxCallId }}>
              {t("telephones:try.see")}
            </Link>
          </p>
        )}
        {dial.data && (
          <p role="status" className={styles.soft}>
            {t("telephones:try.dialled", { extension })}
          </p>
        )}
      </Stack>
    </Panel>
  );
}
