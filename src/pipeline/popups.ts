import type { Call, Popup } from "../domain/index.ts";
import { type CallLink, listPopupsOfCall, type Operation, recordChange, updatePopup } from "../store/index.ts";
import { toPopupContact } from "./apply-plan.ts";

/** Brings the pop-ups of a call up to date: the contact that was found since, and withdrawal where the call has moved on. */
export function* refreshPopups(call: Call, link: CallLink, now: number): Operation<void> {
  for (const popup of yield* listPopupsOfCall(call.id)) {
    if (popup.integrationId !== link.integrationId || popup.state === "withdrawn") continue;
    const fresh: Popup = {
      ...popup,
      ...toPopupContact(call, link),
      state: isWithdrawn(popup, call) ? "withdrawn" : "shown",
    };
    if (fresh.url === popup.url && fresh.contactName === popup.contactName && fresh.state === popup.state) continue;
    yield* updatePopup(fresh);
    yield* recordChange(now, { kind: "popup", popup: fresh });
  }
}

/**
 * A pop-up that opened at ringing is taken back when the call is with somebody else: this extension stopped ringing without
 * answering while the call goes on or was answered elsewhere. After a missed call it stays, so that the agent can call back.
 */
function isWithdrawn(popup: Popup, call: Call): boolean {
  if (popup.trigger !== "ringing") return false;
  const legs = call.legs.filter((leg) => leg.extension === popup.extension);
  if (legs.length === 0 || legs.some((leg) => leg.answeredAt !== undefined)) return false;
  const rings = call.state !== "ended" && legs.some((leg) => leg.endedAt === undefined);
  return call.state === "ended" ? call.answeredAt !== undefined : !rings || call.answeredAt !== undefined;
}
