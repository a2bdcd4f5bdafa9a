import IconArrowDownLeft from "@tabler/icons-react/icons/IconArrowDownLeft";
import IconArrowsLeftRight from "@tabler/icons-react/icons/IconArrowsLeftRight";
import IconArrowUpRight from "@tabler/icons-react/icons/IconArrowUpRight";
import { useTranslation } from "react-i18next";
import type { Call } from "../../../shared/nouns.ts";
import { StateBadge, type Tone } from "../../parts/badge.tsx";
import styles from "./calls.module.css";

const ICONS = { inbound: IconArrowDownLeft, outbound: IconArrowUpRight, internal: IconArrowsLeftRight } as const;
const TONES: Readonly<Record<NonNullable<Call["disposition"]>, Tone>> = {
  answered: "good",
  "no-answer": "wait",
  busy: "wait",
  voicemail: "wait",
  failed: "bad",
};

/** Which way a call went, as a picture with its word for who cannot see it. */
export function Direction({ direction }: { readonly direction: Call["direction"] }) {
  const { t } = useTranslation();
  const Icon = ICONS[direction];
  const word = t(`calls:direction.${direction}`);
  return (
    <span className={styles.direction} title={word}>
      <Icon size={17} aria-hidden />
      <span className="db-unseen">{word}</span>
    </span>
  );
}

/** Where a call is, or how it ended. */
export function CallState({ call }: { readonly call: Pick<Call, "state" | "disposition"> }) {
  const { t } = useTranslation();
  if (call.state !== "ended") return <StateBadge tone="info">{t(`calls:state.${call.state}`)}</StateBadge>;
  const disposition = call.disposition ?? "no-answer";
  return <StateBadge tone={TONES[disposition]}>{t(`calls:disposition.${disposition}`)}</StateBadge>;
}
