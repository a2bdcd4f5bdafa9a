import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import { useTranslation } from "react-i18next";

/** Copies a text, and says that it did. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard({ timeout: 2000 });
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => copy(text)}
      aria-live="polite"
    >
      {copied ? t("common:copied") : (label ?? t("common:copy"))}
    </Button>
  );
}
