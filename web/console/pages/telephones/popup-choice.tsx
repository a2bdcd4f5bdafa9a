import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Popup } from "./use-telephones.ts";

const CHOICES = ["default", "ringing", "answered", "ended", "manual", "off"] as const;
export type PopupChoice = (typeof CHOICES)[number];

/** The pop-up setting of an extension as one choice; `default` = as the integration says. */
export function toChoice(popup: Popup | undefined): PopupChoice {
  if (!popup) return "default";
  return popup.enabled ? popup.trigger : "off";
}

/** `undefined` for `default`. */
export function toPopup(choice: PopupChoice): Popup | undefined {
  if (choice === "default") return undefined;
  return choice === "off" ? { enabled: false, trigger: "ringing" } : { enabled: true, trigger: choice };
}

/** When the caller's page opens on the screen of whoever has the extension. */
export function PopupSelect({
  label,
  description,
  choice,
  change,
}: {
  readonly label: string;
  readonly description?: string;
  readonly choice: PopupChoice;
  readonly change: (choice: PopupChoice) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      description={description}
      value={choice}
      onChange={(value) => change(CHOICES.find((one) => one === value) ?? "default")}
      data={CHOICES.map((value) => ({ value, label: t(`telephones:popup.${value}`) }))}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
