import { useEffect } from "react";

/** Names the window: `Calls · Deskbell`. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Deskbell` : "Deskbell";
  }, [title]);
}
