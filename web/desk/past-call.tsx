import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../shared/format.ts";
import { useDeskTools } from "./desk-context.ts";
import type { DeskCall } from "./desk-state.ts";
import { DialButton } from "./dial-button.tsx";
import { toNames } from "./names.ts";
import { NoteBox } from "./note-box.tsx";
import { hasTalked } from "./own.ts";
import { PageLink } from "./page-link.tsx";
import { Who } from "./who.tsx";

/** Whether nobody has taken an inbound call. */
export const isMissed = ({ call }: DeskCall) =>
  call.direction === "inbound" && call.state === "ended" && call.disposition !== "answered";

const ARROWS = { inbound: "↙", outbound: "↗", internal: "⇄" } as const;

/** A call that is over, in a line; a click shows what can be done about it yet. */
export function PastCall({ of }: { readonly of: DeskCall }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { own, read } = useDeskTools();
  const [open, setOpen] = useState(false);
  const { call, note } = of;
  const { name, number } = toNames(of, t);
  const outcome = () => {
    if (call.state !== "ended") return t("desk:withOthers");
    if (isMissed(of)) return t("desk:missed");
    if (call.disposition !== "answered") return t("desk:notReached");
    return hasTalked(call, own)
      ? t("desk:talked", { time: format.duration(call.talkSeconds) })
      : t("desk:takenByOthers");
  };
  const toggle = () => {
    if (!open && !note) void read(call.id).catch(() => undefined);
    setOpen(!open);
  };
  return (
    <li data-missed={isMissed(of)}>
      <div className="desk-row">
        <button type="button" className="desk-who" aria-expanded={open} onClick={toggle}>
          <span>
            <span aria-hidden="true" className="desk-arrow">
              {ARROWS[call.direction]}
            </span>
            <span className="db-unseen">{t(`desk:direction.${call.direction}`)} </span>
            {name || number}
          </span>
          {name && <span className="desk-soft">{number}</span>}
        </button>
        <span className="desk-outcome">
          {outcome()}
          <time
            className="desk-soft"
            dateTime={new Date(call.startedAt).toISOString()}
            title={format.moment(call.startedAt)}
          >
            {format.time(call.startedAt)}
          </time>
        </span>
        <span className="desk-row-action">
          <DialButton call={call} name={name || number} />
        </span>
      </div>
      {open && (
        <div className="desk-more">
          <div className="desk-line">
            <PageLink of={of} />
          </div>
          <Who of={of} />
          {note && call.direction !== "internal" && <NoteBox callId={call.id} first={note} />}
        </div>
      )}
    </li>
  );
}
