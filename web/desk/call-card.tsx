import { useTranslation } from "react-i18next";
import { useFormat } from "../shared/format.ts";
import type { DeskCall } from "./desk-state.ts";

/** A call that goes on: who it is, and their page. */
export function CallCard({ call, match, popup }: DeskCall) {
  const { t } = useTranslation();
  const contact = match?.state === "known" ? match.contact : undefined;
  const name = contact?.name || popup?.contactName || call.externalName;
  const url = popup?.url || contact?.url || "";
  const number = call.externalNumber || t("common:withheld");
  return (
    <article className="desk-card desk-call" data-state={call.state}>
      <p className="desk-state">
        {t(`desk:state.${call.direction}.${call.state === "answered" ? "answered" : "ringing"}`)}
      </p>
      <h3>{name || number}</h3>
      {name && <p className="desk-soft">{number}</p>}
      {match && match.state !== "known" && match.state !== "none" && <p>{t(`desk:match.${match.state}`)}</p>}
      {/^https?:\/\//.test(url) && (
        <a className="desk-button desk-first" href={url} target="_blank" rel="noopener noreferrer">
          {t("desk:open")}
        </a>
      )}
    </article>
  );
}

/** A call that is over, in a line. */
export function PastCall({ call, match, popup }: DeskCall) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (match?.state === "known" && match.contact.name) || popup?.contactName || call.externalName;
  const missed = call.direction === "inbound" && call.disposition !== "answered";
  const number = call.direction === "internal" ? call.dialledNumber : call.externalNumber || t("common:withheld");
  return (
    <li data-missed={missed}>
      <span className="desk-who">
        <span>{name || number}</span>
        {name && <span className="desk-soft">{number}</span>}
      </span>
      <span className="desk-outcome">
        {missed ? t("desk:missed") : t("desk:talked", { time: format.duration(call.talkSeconds) })}
      </span>
      <time
        className="desk-soft"
        dateTime={new Date(call.startedAt).toISOString()}
        title={format.moment(call.startedAt)}
      >
        {format.time(call.startedAt)}
      </time>
    </li>
  );
}
