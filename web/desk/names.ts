import type { TFunction } from "i18next";
import { type DeskCall, standingPopup, whoIs } from "./desk-state.ts";

/** How the other party is called on the page: their name if any is known, and their number. */
export function toNames(of: DeskCall, t: TFunction): { readonly name: string; readonly number: string } {
  const { call } = of;
  const match = whoIs(of)?.match;
  const contact = match?.state === "known" ? match.contact : undefined;
  const outside = call.externalNumber || t("common:withheld");
  return {
    name: contact?.name || standingPopup(of)?.contactName || call.externalName,
    number: call.direction === "internal" ? call.dialledNumber : outside,
  };
}
