import { useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Popup } from "../shared/nouns.ts";
import { CallCard } from "./call-card.tsx";
import { DeskContext } from "./desk-context.ts";
import { listDesk } from "./desk-state.ts";
import { Fault } from "./fault.tsx";
import { openPage, opensByItself } from "./open-page.ts";
import type { Own } from "./own.ts";
import { PastCalls } from "./past-calls.tsx";
import { TopBar } from "./top-bar.tsx";
import { useDesk } from "./use-desk.ts";
import { useKept } from "./use-kept.ts";
import type { Me } from "./use-me.ts";
import { useNotices } from "./use-notices.ts";
import { useSetUp } from "./use-set-up.ts";
import { useSwitch } from "./use-switch.ts";

/** An agent's calls: what goes on now with the caller's page a click away, and what was. */
export function Desk({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const known = useSetUp();
  const popups = useSwitch(me);
  const [chosen, choose] = useKept("deskbell.extension", "");
  const [asideText, setAside] = useKept("deskbell.aside", "");
  const own = useMemo(() => toOwn(me.extensions, chosen), [me.extensions, chosen]);
  // Read where a pop-up comes, so that a change of them does not begin the feed anew.
  const opening = useRef({ on: popups.on, ahead: 0 });
  useEffect(() => {
    opening.current = { on: popups.on, ahead: known?.ahead ?? 0 };
  }, [popups.on, known?.ahead]);
  const take = useCallback((popup: Popup) => {
    const { on, ahead } = opening.current;
    if (on && opensByItself(popup, Date.now() + ahead)) void openPage(popup);
  }, []);
  const { desk, feed, read, noted } = useDesk(own, take);
  const tools = useMemo(() => ({ setUp: known?.setUp, own, read, noted }), [known, own, read, noted]);
  const aside = asideText.split(",");
  const { now, wrapUp, past } = listDesk(desk, own, aside, Date.now() + (known?.ahead ?? 0));
  const putAside = () => wrapUp && setAside([wrapUp.call.id, ...aside].slice(0, 20).join(","));
  useNotices(now);
  return (
    <DeskContext value={tools}>
      <a className="db-skip" href="#now">
        {t("desk:skip")}
      </a>
      <TopBar me={me} feed={feed} chosen={chosen} choose={choose} popups={popups} />
      <main className="desk-main">
        <section aria-labelledby="now" className="desk-now">
          <h2 id="now" tabIndex={-1}>
            {t("desk:now")}
          </h2>
          <Fault text={popups.fault} />
          <div aria-live="polite">
            {now.length === 0 && !wrapUp && (
              <p className="desk-quiet">{own.length > 0 ? t("desk:quiet") : t("desk:whoAreYou")}</p>
            )}
            {/* One list, so that what is being written stays where it is when the call ends. */}
            {[...now, ...(wrapUp ? [wrapUp] : [])].map((one) => (
              <CallCard key={one.call.id} of={one} {...(one === wrapUp && { putAside })} />
            ))}
          </div>
        </section>
        <PastCalls past={past} />
      </main>
    </DeskContext>
  );
}

/** The extensions that are sat at: of one's own the chosen one or all, else the one that was typed. */
function toOwn(extensions: Me["extensions"], chosen: string): readonly Own[] {
  if (extensions.length === 0) return chosen === "" ? [] : [{ number: chosen }];
  const one = extensions.filter(({ connectionId, number }) => `${connectionId} ${number}` === chosen);
  return one.length > 0 ? one : extensions;
}
