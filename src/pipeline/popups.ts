import type { Call, CallLeg, FeatureSettings, Popup } from "../domain/index.ts";
import { type CallLink, type Operation, recordChange, updatePopup } from "../store/index.ts";
import { readPopupContact } from "./apply-plan.ts";

/** Brings the pop-ups that a call has in one integration up to date: the contact that was found since, and withdrawal where the call has moved on. */
export function* refreshPopups(
  popups: readonly Popup[],
  call: Call,
  link: CallLink,
  numbers: FeatureSettings["numbers"],
  now: number,
): Operation<void> {
  for (const popup of popups) {
    if (popup.state === "withdrawn") continue;
    const fresh: Popup = {
      ...popup,
      ...(yield* readPopupContact(call, link, numbers)),
      state: isWithdrawn(popup, call) ? "withdrawn" : "shown",
    };
    const same = (["url", "contactName", "match", "state"] as const).every((name) => fresh[name] === popup[name]);
    if (same) continue;
    yield* updatePopup(fresh);
    yield* recordChange(now, { kind: "popup", popup: fresh });
  }
}

/**
 * A pop-up that opened at ringing is taken back when the call is with somebody else: this extension did not answer, and another one did
 * or still rings. When nobody has it the pop-up stays, so that the agent can call back.
 */
function isWithdrawn(popup: Popup, call: Call): boolean {
  if (popup.trigger !== "ringing") return false;
  const legs = call.legs.filter((leg) => leg.extension === popup.extension);
  if (legs.length === 0 || legs.some((leg) => leg.answeredAt !== undefined)) return false;
  if (call.answeredAt !== undefined) return true;
  const isRinging = (leg: CallLeg) => leg.ringingAt !== undefined && leg.endedAt === undefined;
  const ringsElsewhere =
    call.state !== "ended" && call.legs.some((leg) => leg.extension !== popup.extension && isRinging(leg));
  return ringsElsewhere && !legs.some(isRinging);
}
