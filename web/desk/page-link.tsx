import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import { useDeskTools } from "./desk-context.ts";
import type { DeskCall } from "./desk-state.ts";
import { standingPopup, whoIs } from "./desk-state.ts";
import { keepOpening } from "./once.ts";
import { toWebAddress } from "./open-page.ts";
import { isOwn } from "./own.ts";
import { useOpenings } from "./use-openings.ts";

/** Leads to the other party's page, and says what became of it where it was to open by itself. */
export function PageLink({ of, wide = false }: { readonly of: DeskCall; readonly wide?: boolean }) {
  const { t } = useTranslation();
  const { own } = useDeskTools();
  const openings = useOpenings();
  const who = whoIs(of);
  const popup = standingPopup(of);
  const contact = who?.match.state === "known" ? who.match.contact : undefined;
  const url = toWebAddress(contact?.url) ?? toWebAddress(popup?.url);
  if (url === undefined) return null;
  const opening = popup && openings[popup.id];
  // The page opens by the link; the server hears of it so that it stands among what was decided about the call.
  const tell = () => {
    if (popup) keepOpening(popup.id, "opened");
    const { id, connectionId, extension, legs } = of.call;
    const mine = [extension, ...legs.map((leg) => leg.extension)].find((one) => isOwn(one, connectionId, own));
    if (popup || !who || mine === undefined) return;
    const body = { integration: who.integrationId, extension: mine };
    ask("POST /api/v1/calls/{id}/popups", { path: { id }, body }).catch(() => undefined);
  };
  return (
    <>
      {opening === "blocked" && (
        <p role="alert" className="desk-blocked">
          {t("desk:blocked")}
        </p>
      )}
      <a
        className={`desk-button ${wide ? "desk-first" : "desk-small"}`}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        onClick={tell}
      >
        {t("desk:open")}
      </a>
      {wide && opening === "opened" && <span className="desk-soft">{t("desk:wasOpened")}</span>}
    </>
  );
}
