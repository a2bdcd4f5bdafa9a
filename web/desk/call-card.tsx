import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../shared/format.ts";
import { type DeskCall, whoIs } from "./desk-state.ts";
import { DialButton } from "./dial-button.tsx";
import { toNames } from "./names.ts";
import { NoteBox } from "./note-box.tsx";
import { PageLink } from "./page-link.tsx";
import { Who } from "./who.tsx";

/** A call that goes on or was the last: who it is, their page, and what is written about it. */
export function CallCard({ of, putAside }: { readonly of: DeskCall; readonly putAside?: () => void }) {
  const { t } = useTranslation();
  const { call, note } = of;
  const { name, number } = toNames(of, t);
  const match = whoIs(of)?.match;
  const contact = match?.state === "known" ? match.contact : undefined;
  const more = [name ? number : "", contact?.outputs.Company, contact?.email, call.queue].filter(Boolean);
  // What is put aside is over here, though perhaps not elsewhere.
  const isOver = putAside !== undefined || call.state === "ended";
  const word = isOver ? "ended" : call.state === "answered" ? "answered" : "ringing";
  return (
    <article className="desk-card desk-call" data-state={word} aria-labelledby={`who-${call.id}`}>
      <p className="desk-state">
        {t(`desk:state.${call.direction}.${word}`)}
        {word === "answered" && <Since at={call.answeredAt ?? call.startedAt} />}
      </p>
      <h3 id={`who-${call.id}`}>{name || number}</h3>
      {more.length > 0 && <p className="desk-soft">{more.join(" · ")}</p>}
      <div className="desk-line">
        <PageLink of={of} wide />
        {word === "ended" && <DialButton call={call} name={name || number} />}
        {putAside && (
          <button type="button" className="desk-button desk-small" onClick={putAside}>
            {t("desk:done")}
          </button>
        )}
      </div>
      <Who of={of} />
      {note && call.direction !== "internal" && <NoteBox callId={call.id} first={note} />}
    </article>
  );
}

/** How long a call has lasted, second by second; for eyes only. */
function Since({ at }: { readonly at: number }) {
  const format = useFormat();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true"> · {format.duration((now - at) / 1000)}</span>;
}
