import { Button } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const TOLD_MS = 2000;

/** Copies a text, and says that it did. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TOLD_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="default"
      size="compact-xs"
      flex="none"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={({ currentTarget }) => void copy(text, currentTarget).then(setCopied)}
      aria-live="polite"
    >
      {copied ? t("common:copied") : (label ?? t("common:copy"))}
    </Button>
  );
}

/** Whether it worked. Browsers have the clipboard only over HTTPS and on the machine itself; elsewhere a selection is copied. */
async function copy(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "db-unseen";
    // Within the dialogue that may hold the keyboard.
    beside.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    beside.focus();
    return done;
  }
}
