import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DeskCall } from "./desk-state.ts";
import { toNames } from "./names.ts";

/** Tells of each call that begins to ring while the window is hidden, if the agent has allowed it. */
export function useNotices(now: readonly DeskCall[]): void {
  const { t } = useTranslation();
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    for (const one of now) {
      const { id, state, direction } = one.call;
      if (state !== "ringing" || direction === "outbound") continue;
      const { name, number } = toNames(one, t);
      const title = t("desk:rings", { name: name || number });
      // Once more when it is known who it is: by the tag it takes the place of the first.
      if (told.current.get(id) === title) continue;
      told.current.set(id, title);
      if (document.hidden) void notify(title, { body: name ? number : "", tag: id, icon: "/icon-192.png" });
    }
  }, [now, t]);
}

// Of two windows that tell the same, one takes the other's place by the tag.
async function notify(title: string, options: NotificationOptions): Promise<void> {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // On phones only the service worker may; there and elsewhere it brings the desk to the front when it is clicked.
  const worker = await navigator.serviceWorker?.getRegistration("/desk");
  if (worker?.active) return worker.showNotification(title, options);
  const notice = new Notification(title, options);
  notice.onclick = () => window.focus();
}
