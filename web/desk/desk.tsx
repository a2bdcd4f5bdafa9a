import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CallCard, PastCall } from "./call-card.tsx";
import { listDesk } from "./desk-state.ts";
import { useDesk } from "./use-desk.ts";
import type { Me } from "./use-me.ts";

const KEPT = "deskbell.extension";

/** An agent's calls: what goes on now with the caller's page a click away, and what was. */
export function Desk({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const own = me.extensions.map(({ number }) => number).join(",");
  const [typed, setTyped] = useState(() => localStorage.getItem(KEPT) ?? "");
  const { desk, feed } = useDesk(own || typed.trim());
  const { now, past } = listDesk(desk);
  return (
    <>
      <a className="db-skip" href="#now">
        {t("desk:skip")}
      </a>
      <header className="desk-top">
        <img src="/bell.svg" alt="" width={26} height={26} />
        <h1>{t("desk:title")}</h1>
        <p role="status" className="desk-live" data-state={feed}>
          {t(`desk:live.${feed}`)}
        </p>
        {own ? (
          <p className="desk-soft">{t("desk:extension", { number: own.replaceAll(",", ", ") })}</p>
        ) : (
          <label className="desk-extension">
            {t("desk:myExtension")}
            <input
              value={typed}
              inputMode="numeric"
              autoComplete="off"
              onChange={({ currentTarget }) => {
                setTyped(currentTarget.value);
                localStorage.setItem(KEPT, currentTarget.value.trim());
              }}
            />
          </label>
        )}
      </header>
      <main className="desk-main">
        <section aria-labelledby="now" className="desk-now">
          <h2 id="now" tabIndex={-1}>
            {t("desk:now")}
          </h2>
          <div aria-live="polite">
            {now.length === 0 && <p className="desk-quiet">{own || typed ? t("desk:quiet") : t("desk:whoAreYou")}</p>}
            {now.map((one) => (
              <CallCard key={one.call.id} {...one} />
            ))}
          </div>
        </section>
        <section aria-labelledby="past">
          <h2 id="past">{t("desk:past")}</h2>
          {past.length === 0 && <p className="desk-soft">{t("desk:noPast")}</p>}
          <ul className="desk-past">
            {past.slice(0, 20).map((one) => (
              <PastCall key={one.call.id} {...one} />
            ))}
          </ul>
        </section>
      </main>
    </>
  );
}
