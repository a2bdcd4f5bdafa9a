import { Alert, Anchor, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../../shared/client/ask.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";

interface Props {
  readonly xml: string;
  readonly savedAs: string | undefined;
  readonly close: () => void;
  /** Saved by somebody else meanwhile. */
  readonly newer: { readonly revision: number; readonly by?: string | undefined } | undefined;
  readonly saved: (key: string, revision: number) => void;
}

/** Saves the text as a new version, with a note for whoever reads the list of versions. */
export function SaveDialog({ xml, savedAs, newer, close, saved }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const query = { ...(savedAs !== undefined && { key: savedAs }), ...(note.trim() && { note }) };
      // The API's description has no body for this route: it is the file itself.
      const input = { query, body: xml };
      return ask("POST /api/v1/templates", input);
    },
    onSuccess: ({ template: { key, revision } }) => {
      void client.invalidateQueries({ queryKey: ["templates"] });
      void client.invalidateQueries({ queryKey: ["template-revisions", key] });
      saved(key, revision);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t("templates:studio.saveTitle")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("templates:studio.saveText")}</Text>
          {newer && savedAs !== undefined && (
            <Alert color="yellow" title={t("templates:studio.newer", newer)}>
              {t("templates:studio.newerText")}{" "}
              <Anchor href={`/templates/${encodeURIComponent(savedAs)}`} target="_blank">
                {t("templates:showVersions")}
              </Anchor>
            </Alert>
          )}
          <TextInput
            label={t("templates:studio.note")}
            value={note}
            maxLength={300}
            onChange={(event) => setNote(event.target.value)}
            data-autofocus
          />
          {save.isError && <ErrorNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("templates:studio.saveNow")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
