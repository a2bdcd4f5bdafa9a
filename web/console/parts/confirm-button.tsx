import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "./error-notice.tsx";

interface Props extends ButtonProps {
  /** On the button, and on the one that confirms. */
  readonly children: ReactNode;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly text: ReactNode;
  /** Done when confirmed. While its promise is open the question stays; a refusal is told in it. */
  readonly act: { readonly mutateAsync: () => Promise<unknown>; readonly isPending: boolean; readonly error: unknown };
}

/** A button that asks before it acts. */
export function ConfirmButton({ children, title, text, act, ...button }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  const confirm = () => act.mutateAsync().then(close, () => undefined);
  return (
    <>
      <Button {...button} onClick={open}>
        {children}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("common:close") }}>
        <Stack>
          <Text size="sm">{text}</Text>
          {act.error !== null && <ErrorNotice error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button
              {...(button.color !== undefined && { color: button.color })}
              loading={act.isPending}
              onClick={confirm}
              data-autofocus
            >
              {children}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
