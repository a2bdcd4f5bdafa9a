import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "../../parts/badge.tsx";
import type { Health } from "./use-telephones.ts";

const TONES: Readonly<Record<Health["state"], Tone>> = {
  connected: "good",
  passive: "good",
  connecting: "wait",
  waiting: "wait",
  refused: "bad",
  stopped: "calm",
};

/** How the talk with a PBX stands, in a word. */
export function ConnectionState({ health }: { readonly health: Health | undefined }) {
  const { t } = useTranslation();
  return health && <StateBadge tone={TONES[health.state]}>{t(`telephones:state.${health.state}`)}</StateBadge>;
}
