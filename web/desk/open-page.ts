import type { Popup } from "../shared/nouns.ts";
import { openOnce } from "./once.ts";

/** An older pop-up is shown, and not opened any more. */
const STALE_AFTER_MS = 60_000;
/** A window that is looked at goes before one that is not. */
const HIDDEN_WAITS_MS = 150;

/** The address if a browser may be sent there, else undefined: a helpdesk's answer could hold any. */
export function toWebAddress(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? url : undefined;
}

/** Whether a pop-up opens by itself at `now` (the server's clock, ms since 1970). */
export function opensByItself(popup: Popup, now: number): boolean {
  return (
    popup.state === "shown" &&
    popup.trigger !== "manual" &&
    now - popup.createdAt <= STALE_AFTER_MS &&
    toWebAddress(popup.url) !== undefined
  );
}

/** Opens a pop-up's page in a new tab, unless one of our windows has done so before, and remembers whether the browser let it. */
export async function openPage(popup: Popup): Promise<void> {
  const url = toWebAddress(popup.url);
  if (url === undefined) return;
  if (document.hidden) await new Promise((resolve) => setTimeout(resolve, HIDDEN_WAITS_MS));
  await openOnce(popup.id, () => {
    // With "noopener" the answer is null whether or not the browser has let it: an empty tab is opened, cut off, then sent on. That no
    // referrer goes along is the policy of this page, which the tab has from us.
    const tab = open("about:blank", "_blank");
    if (!tab) return "blocked";
    tab.opener = null;
    tab.location.replace(url);
    return "opened";
  });
}
