import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Asks whether calls may be told of while the window is hidden; gone once that is answered, and where nobody may be asked. */
export function NoticeButton() {
  const { t } = useTranslation();
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  if (permission !== "default" || window.parent !== window) return null;
  return (
    <button
      type="button"
      className="desk-button desk-small"
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      {t("desk:allowNotices")}
    </button>
  );
}
