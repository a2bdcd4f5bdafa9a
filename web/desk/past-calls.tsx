import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeskCall } from "./desk-state.ts";
import { isMissed, PastCall } from "./past-call.tsx";

const FIRST = 20;

/** The calls that are over, or the missed ones alone. */
export function PastCalls({ past }: { readonly past: readonly DeskCall[] }) {
  const { t } = useTranslation();
  const [missedOnly, setMissedOnly] = useState(false);
  const [shown, setShown] = useState(FIRST);
  const missed = past.filter(isMissed);
  const calls = missedOnly ? missed : past;
  return (
    <section aria-labelledby="past">
      <div className="desk-line desk-heading">
        <h2 id="past" className="desk-grow">
          {t("desk:past")}
        </h2>
        <fieldset className="desk-views">
          <legend className="db-unseen">{t("desk:which")}</legend>
          <button type="button" aria-pressed={!missedOnly} onClick={() => setMissedOnly(false)}>
            {t("desk:all")}
          </button>
          <button type="button" aria-pressed={missedOnly} onClick={() => setMissedOnly(true)}>
            {t("desk:missedOnly", { number: missed.length })}
          </button>
        </fieldset>
      </div>
      {calls.length === 0 && <p className="desk-soft">{t("desk:noPast")}</p>}
      <ul className="desk-past">
        {calls.slice(0, shown).map((one) => (
          <PastCall key={one.call.id} of={one} />
        ))}
      </ul>
      {calls.length > shown && (
        <button type="button" className="desk-button" onClick={() => setShown(shown + FIRST)}>
          {t("common:showMore")}
        </button>
      )}
    </section>
  );
}
