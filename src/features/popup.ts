import { MINUTE } from "../base/index.ts";
import type { Call, CallLeg, ExtensionNumber, Plan, PopupTrigger } from "../domain/index.ts";
import { type FeatureContext, skip } from "./context.ts";
import { type LeftOut, tellLeftOut } from "./popup-left-out.ts";

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
  const phones = [...new Set(call.legs.flatMap((leg) => leg.extension ?? []))].filter((one) => one !== call.queue);
  if (phones.length === 0) {
    const reason = "no pop-up: the call came to no extension";
    return settled ? [skip("popup", settings.popup.trigger, "no-extension", reason)] : [];
  }
  const decisions = phones.map((extension) => decide(context, extension));
  const opened = decisions.flatMap((one) => (one.kind === "opens" ? [toPopup(one)] : []));
  // Until the end a phone may ring again, or its pop-up may open yet.
  const left = decisions.filter((one) => one.kind === "left");
  return [...opened, ...(settled ? tellLeftOut(left) : [])];
}

interface Opened {
  readonly kind: "opens";
  readonly trigger: PopupTrigger;
  readonly extension: ExtensionNumber;
}

function toPopup({ trigger, extension }: Opened): Plan {
  return { kind: "popup", feature: "popup", trigger, extension };
}

function decide(context: FeatureContext, extension: ExtensionNumber): Opened | LeftOut | { readonly kind: "open" } {
  const { enabled, trigger } = context.extensions.get(extension)?.popup ?? context.settings.popup;
  const left = (code: string, why: string): LeftOut => ({ kind: "left", trigger, extension, code, why });
  // One that opened in time must not be said to have been left out.
  const had = context.popups?.some((one) => one.extension === extension && one.trigger === trigger);
  if (!enabled) return had ? { kind: "open" } : left("switched-off", "pop-ups are switched off there");
  if (trigger === "manual") return had ? { kind: "open" } : left("by-hand", "pop-ups are opened by hand only there");
  const moment = findMoment(context, trigger, extension);
  if (!moment) return had ? { kind: "open" } : left(...whyNot(context, trigger, extension));
  const age = context.now - moment.at;
  if (age > STALE_AFTER_MS) {
    if (had ?? true) return { kind: "open" };
    return left("stale", `its moment was heard of ${Math.round(age / 1000)} s too late`);
  }
  if (context.match.state === "pending" && !context.lookupOverdue) return { kind: "open" };
  return { kind: "opens", trigger, extension };
}

/** Code and reason why a call that is over brought an extension no moment of its trigger. */
function whyNot({ call }: FeatureContext, trigger: PopupTrigger, extension: ExtensionNumber): [string, string] {
  switch (trigger) {
    case "answered":
      return ["not-answered", "pop-ups open there at the answer, and the call was not answered there"];
    case "ended":
      return ["not-last", "pop-ups open there at the end of the call, and others had it last"];
    default: {
      const rang = call.legs.some((leg) => leg.extension === extension && leg.ringingAt !== undefined);
      if (rang) return ["taken-elsewhere", "the call was taken elsewhere before one could open"];
      return ["not-rung", "the phone did not ring"];
    }
  }
}

function findMoment(
  { call, settled }: FeatureContext,
  trigger: PopupTrigger,
  extension: ExtensionNumber,
): Moment | undefined {
  const own = call.legs.filter((leg) => leg.extension === extension);
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
