import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { PopupSelect, toChoice, toPopup } from "./popup-choice.tsx";
import { type Extension, useDo, useExtensions } from "./use-telephones.ts";

/** Makes or changes one extension, or removes it. */
export function ExtensionEditor({
  connectionId,
  extension,
  close,
}: {
  readonly connectionId: string;
  /** Absent = a new one. */
  readonly extension?: Extension;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const [number, setNumber] = useState(extension?.number ?? "");
  const [name, setName] = useState(extension?.name ?? "");
  const [email, setEmail] = useState(extension?.email ?? "");
  const [choice, setChoice] = useState(toChoice(extension?.popup));
  const plain = number.replace(/\s+/g, "");
  const path = { id: connectionId, number: plain };
  // Putting one that is there would write over whose it is.
  const taken = useExtensions(connectionId).data?.find((one) => !extension && one.number === plain);
  const save = useDo(connectionId, () => {
    const popup = toPopup(choice);
    const body = { name: name.trim(), email: email.trim(), ...(popup && { popup }) };
    return ask("PUT /api/v1/connections/{id}/extensions/{number}", { path, body });
  });
  const remove = useDo(connectionId, () => ask("DELETE /api/v1/connections/{id}/extensions/{number}", { path }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined, { onSuccess: close });
  };
  const title = extension
    ? t("telephones:extensions.changeOne", { number: extension.number })
    : t("telephones:extensions.add");
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": t("common:close") }}>
      <form onSubmit={submit}>
        <Stack>
          {!extension && (
            <TextInput
              label={t("telephones:extension")}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
              required
              maxLength={40}
              error={taken && t("telephones:extensions.taken", { name: taken.name || taken.number })}
              data-autofocus
            />
          )}
          <TextInput
            label={t("telephones:extensions.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
          />
          <TextInput
            label={t("telephones:extensions.email")}
            description={t("telephones:extensions.emailHelp")}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            maxLength={320}
          />
          <PopupSelect
            label={t("telephones:popup.title")}
            description={t("telephones:popup.help")}
            choice={choice}
            change={setChoice}
          />
          {save.isError && <ErrorNotice error={save.error} />}
          <Group justify="space-between">
            {extension ? (
              <ConfirmButton
                variant="subtle"
                color="red"
                title={t("telephones:extensions.removeSure", { number: extension.number })}
                text={t("telephones:extensions.removeText")}
                act={{ ...remove, mutateAsync: () => remove.mutateAsync().then(close) }}
              >
                {t("telephones:extensions.remove")}
              </ConfirmButton>
            ) : (
              <span />
            )}
            <Button type="submit" loading={save.isPending} disabled={taken !== undefined}>
              {t("telephones:form.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
