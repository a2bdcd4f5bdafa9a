import { MINUTE } from "../base/index.ts";
import type { Call, CallLeg, ExtensionNumber, Plan, PopupTrigger } from "../domain/index.ts";
import { type FeatureContext, skip } from "./context.ts";

/** A moment that has passed by more than this is no longer worth a pop-up. */
const STALE_AFTER_MS = MINUTE;

/** Something that may open a pop-up: it happened to this extension at this time (ms since 1970). */
interface Moment {
  readonly extension: ExtensionNumber;
  readonly at: number;
}

/**
 * Opens the caller's page on the screens of those whose phone rings, who answer, or who talked last, as each extension has it set.
 * By itself only for inbound calls. While the caller is looked up the pop-up waits, until its patience is over; then it shows the number.
 */
export function planPopups(context: FeatureContext): Plan[] {
  const { call, settings, settled } = context;
  const ownSettings = [...context.extensions.values()].some((one) => one.popup);
  if (!settings.popup.enabled && !ownSettings) {
    return [skip("popup", settings.popup.trigger, "switched-off", "pop-ups are switched off (popup.enabled)")];
  }
  if (call.direction === "outbound") {
    const reason = "pop-ups open by themselves only for inbound calls, and this call is outbound";
    return settled ? [skip("popup", settings.popup.trigger, "outbound", reason)] : [];
  }
  if (call.externalNumber === "") {
    const reason = "the caller's number is withheld: there is nothing to show";
    return settled ? [skip("popup", settings.popup.trigger, "number-withheld", reason)] : [];
  }
  return [...new Set(call.legs.flatMap((leg) => leg.extension ?? []))].flatMap((extension) =>
    planOne(context, extension),
  );
}

function planOne(context: FeatureContext, extension: ExtensionNumber): Plan[] {
  const { enabled, trigger } = context.extensions.get(extension)?.popup ?? context.settings.popup;
  if (!enabled) {
    return [skip("popup", trigger, "switched-off", `pop-ups are switched off for extension ${extension}`, extension)];
  }
  const moment = findMoment(context, trigger, extension);
  if (!moment) return [];
  const age = context.now - moment.at;
  if (age > STALE_AFTER_MS) return planStale(context, trigger, extension, age);
  if (context.match.state === "pending" && !context.lookupOverdue) return [];
  return [{ kind: "popup", feature: "popup", trigger, extension }];
}

// One that opened in time must not be said to have been left out.
function planStale(context: FeatureContext, trigger: PopupTrigger, extension: ExtensionNumber, age: number): Plan[] {
  const had = context.popups?.some((one) => one.extension === extension && one.trigger === trigger) ?? true;
  if (had) return [];
  const reason = `extension ${extension} gets no pop-up: it was heard of ${Math.round(age / 1000)} s too late`;
  return [skip("popup", trigger, "stale", reason, extension)];
}

function findMoment(
  { call, settled }: FeatureContext,
  trigger: PopupTrigger,
  extension: ExtensionNumber,
): Moment | undefined {
  const own = call.legs.filter((leg) => leg.extension === extension && extension !== call.queue);
  switch (trigger) {
    case "ringing": {
      const leg = own.findLast((one) => isWanted(one, call));
      return leg && toMoment(extension, leg.ringingAt ?? leg.answeredAt);
    }
    case "answered":
      return toMoment(extension, own.findLast((leg) => leg.answeredAt !== undefined)?.answeredAt);
    case "ended":
      // Who talked last is certain only when late events have had their time.
      return settled && lastAt(call).includes(extension) ? toMoment(extension, call.endedAt) : undefined;
    case "manual":
      return undefined;
  }
}

function toMoment(extension: ExtensionNumber, at: number | undefined): Moment | undefined {
  return at === undefined ? undefined : { extension, at };
}

// Whose phone has stopped ringing because somebody else took the call has no use for it; after a missed call one can call back.
function isWanted(leg: CallLeg, call: Call): boolean {
  if (leg.answeredAt !== undefined) return true;
  if (leg.ringingAt === undefined) return false;
  if (call.state === "ended") return call.disposition !== "answered";
  return leg.endedAt === undefined && call.state === "ringing";
}

function lastAt(call: Call): readonly ExtensionNumber[] {
  if (call.disposition === "answered") return call.extension ? [call.extension] : [];
  // A queue's own number is nobody's screen.
  const rung = call.legs.filter((leg) => leg.ringingAt !== undefined && leg.extension !== call.queue);
  const last = Math.max(...rung.map((leg) => leg.ringingAt as number));
  return rung
    .filter((leg) => leg.ringingAt === last || (leg.endedAt as number) > last)
    .flatMap((leg) => leg.extension ?? []);
}
