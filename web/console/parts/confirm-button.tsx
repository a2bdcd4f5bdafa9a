import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "./error-notice.tsx";

interface Props extends ButtonProps {
  /** On the button, and on the one that confirms. */
  readonly children: ReactNode;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly text: ReactNode;
  /** On the button that leaves it; absent = Cancel, which says nothing where it is asked whether to cancel. */
  readonly back?: string;
  /** Done when confirmed. While its promise is open the question stays; a refusal is told in it. */
  readonly act: { readonly mutateAsync: () => Promise<unknown>; readonly isPending: boolean; readonly error: unknown };
}

/** A button that asks before it acts. */
export function ConfirmButton({ children, title, text, back, act, ...button }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  // What was refused the last time is not told before it is tried again.
  const [tried, setTried] = useState(false);
  const ask = () => {
    setTried(false);
    open();
  };
  const confirm = () => {
    setTried(true);
    return act.mutateAsync().then(close, () => undefined);
  };
  // Enter, pressed once too often, destroys nothing.
  const isGrave = button.color === "red";
  return (
    <>
      <Button {...button} onClick={ask}>
        {children}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("common:close") }}>
        <Stack>
          <Text size="sm">{text}</Text>
          {tried && act.error !== null && <ErrorNotice error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus={isGrave || undefined}>
              {back ?? t("common:cancel")}
            </Button>
            <Button
              {...(button.color !== undefined && { color: button.color })}
              loading={act.isPending}
              onClick={confirm}
              data-autofocus={!isGrave || undefined}
            >
              {children}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
