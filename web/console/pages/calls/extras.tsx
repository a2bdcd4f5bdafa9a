import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import type { CallTrace } from "../../../shared/nouns.ts";
import { Time } from "../../parts/moments.tsx";
import styles from "./timeline.module.css";

/** What the agent wrote about a call, and its recording to listen to; nothing where there is neither. */
export function Extras({ trace }: { readonly trace: CallTrace }) {
  const { t } = useTranslation();
  const { call, note, zone } = trace;
  const [failed, setFailed] = useState(false);
  const recording = useQuery({
    queryKey: ["call", call.id, "recording"],
    queryFn: () => ask("GET /api/v1/calls/{id}/recording", { path: { id: call.id } }),
    enabled: call.recording !== undefined,
  });
  if (!note && !recording.data) return null;
  return (
    <section className={styles.card} aria-label={t("calls:more")}>
      {note && (
        <>
          <h2>{t("calls:note")}</h2>
          <p className={styles.written}>{note.text}</p>
          <p className={styles.note}>
            {note.tags.map((tag) => `#${tag}`).join(" ")} <Time at={note.writtenAt} zone={zone} />
          </p>
        </>
      )}
      {recording.data && (
        <>
          <h2>{t("calls:recording")}</h2>
          {failed ? (
            <p className={styles.note}>{t("calls:notPlayable")}</p>
          ) : (
            <Listen callId={call.id} onError={() => setFailed(true)} />
          )}
          <p className={styles.note}>{t("calls:plays", { count: recording.data.plays.length })}</p>
        </>
      )}
    </section>
  );
}

function Listen({ callId, onError }: { readonly callId: string; readonly onError: () => void }) {
  const { t } = useTranslation();
  const source = `/api/v1/calls/${callId}/recording/audio`;
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said.
    <audio
      className={styles.audio}
      controls
      preload="none"
      src={source}
      aria-label={t("calls:listen")}
      onError={onError}
    />
  );
}
