import { useTranslation } from "react-i18next";
import type { Call, Delivery, Match, Outcome, TracedEvent } from "../../../shared/nouns.ts";
import { useServerWords } from "../../../shared/said.tsx";
import type { Tone } from "../../parts/badge.tsx";

/** How good an outcome is for the eye. */
export function toOutcomeTone({ kind }: Outcome): Tone {
  switch (kind) {
    case "delivered":
      return "good";
    case "nothing-found":
      return "info";
    case "throttled":
    case "unreachable":
    case "uncertain":
      return "wait";
    case "rejected":
    case "refused":
    case "unauthorised":
      return "bad";
    case "skipped":
      return "calm";
  }
}

export const DELIVERY_TONES: Readonly<Record<Delivery["state"], Tone>> = {
  waiting: "wait",
  running: "info",
  done: "good",
  dead: "bad",
  cancelled: "calm",
  held: "wait",
};

/** Sentences about a call, in the page's language. */
export function useTraceWords() {
  const { t, i18n } = useTranslation();
  const say = useServerWords();
  return {
    event({ event }: TracedEvent): string {
      const key = `calls:event.${event.kind}`;
      // A kind that this page does not know yet still has its name.
      if (!i18n.exists(key)) return event.kind;
      const extension = "extension" in event ? event.extension : undefined;
      return extension
        ? t("calls:atExtension", { what: t(`calls:event.${event.kind}`), extension })
        : t(`calls:event.${event.kind}`);
    },
    match(match: Match): string {
      switch (match.state) {
        case "known":
          return t("calls:match.known", { name: match.contact.name || match.contact.id });
        case "ambiguous":
          return t("calls:match.ambiguous", { count: match.contacts.length });
        case "failed":
        case "none":
          return t(`calls:match.${match.state}`, { reason: say(match.reason) });
        case "pending":
        case "unknown":
          return t(`calls:match.${match.state}`);
      }
    },
    /** Why something was not done: the sentence, or what its code says when an older version wrote it in words of its own. */
    skip(code: string | undefined, reason: string): string {
      const key = `calls:skip.${code ?? ""}`;
      return say(reason, code && i18n.exists(key) ? t(key) : undefined);
    },
    feature: (feature: string): string => t(`calls:feature.${feature}`),
    after(after: TracedEvent["after"]): string {
      const state =
        after.state === "ended"
          ? t(`calls:disposition.${after.disposition ?? "no-answer"}`)
          : t(`calls:state.${after.state}`);
      return t("calls:becomes", { state });
    },
  };
}

/** What the helpdesk gave: `#123`. */
export function toIds(outputs: readonly Readonly<Record<string, string>>[]): string {
  return outputs
    .flatMap((row) => Object.entries(row))
    .filter(([name, value]) => /Id$/.test(name) && value)
    .map(([, value]) => `#${value}`)
    .join(" ");
}

/** Who the other party is, as the best match says. */
export function toName(call: Call, matches: readonly Match[]): string {
  const known = matches.find((match) => match.state === "known");
  return (known?.state === "known" ? known.contact.name : "") || call.externalName;
}
