import { Button, type ButtonProps, Group, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "./error-notice.tsx";

interface Props extends ButtonProps {
  /** What opens the form. */
  readonly label: ReactNode;
  readonly title: string;
  /** On the button that sends it. */
  readonly submit: string;
  /** Done when it is sent. A refusal is told in the form, and what was typed stays. */
  readonly act: { readonly mutateAsync: () => Promise<unknown>; readonly isPending: boolean; readonly error: unknown };
  /** Puts the fields to what they begin with. */
  readonly begin?: () => void;
  readonly ready?: boolean;
  readonly children: ReactNode;
}

/** A button that opens a form. */
export function FormModal({ label, title, submit, act, begin, ready = true, children, ...button }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  // What was refused the last time is not told again of what is typed now.
  const [sent, setSent] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening begins it anew.
  useEffect(() => {
    if (!opened) return;
    setSent(false);
    begin?.();
  }, [opened]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    // A form within a modal within a form of the page sends itself alone.
    event.stopPropagation();
    setSent(true);
    act.mutateAsync().then(close, () => undefined);
  };
  return (
    <>
      <Button {...button} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("common:close") }}>
        <form onSubmit={send}>
          <Stack>
            {children}
            {sent && act.error !== null && <ErrorNotice error={act.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common:cancel")}
              </Button>
              <Button type="submit" loading={act.isPending} disabled={!ready}>
                {submit}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
