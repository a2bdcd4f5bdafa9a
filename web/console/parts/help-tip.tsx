import { ActionIcon, Popover, Text } from "@mantine/core";
import IconHelpCircle from "@tabler/icons-react/icons/IconHelpCircle";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A question mark that explains the thing beside it; opened by click, touch or keyboard. */
export function HelpTip({ about, children }: { readonly about: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Popover width={300} withArrow shadow="md" position="top">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("common:helpOn", { about })}>
          <IconHelpCircle size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{children}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}
