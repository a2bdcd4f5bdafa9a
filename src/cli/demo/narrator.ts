import { assertNever } from "../../base/index.ts";
import type { Call, Change, Delivery, Match } from "../../domain/index.ts";

/** What is left out since there is nothing to do is no news. */
const UNREMARKABLE: ReadonlySet<string> = new Set([
  "switched-off",
  "contact-known",
  "in-phonebook",
  "by-hand",
  "taken-elsewhere",
]);

/** Tells in plain words what the live feed shows, a line for each thing that happened. */
export interface Narrator {
  take(change: Change): void;
}

type ShownCall = Omit<Call, "facts">;

const LABEL_WIDTH = 9;

export function createNarrator(print: (line: string) => void): Narrator {
  const calls = new Map<string, ShownCall>();
  const told = new Set<string>();

  function tell(label: string, sentence: string, call?: ShownCall): void {
    const line = `${label.padEnd(LABEL_WIDTH)} ${sentence}`;
    // The feed repeats a call's state with every event; a newcomer wants to hear each thing once.
    const key = `${call?.id ?? ""} ${line}`;
    if (told.has(key)) return;
    told.add(key);
    print(line);
  }

  return {
    take(change) {
      switch (change.kind) {
        case "call":
          calls.set(change.call.id, change.call);
          tellCall(change.call, tell);
          return;
        case "match":
          tellMatch(change.match, calls.get(change.callId), tell);
          return;
        case "popup": {
          const { popup } = change;
          const who = popup.contactName || popup.number || "a withheld number";
          if (popup.state === "withdrawn")
            tell("pop-up", `taken back from extension ${popup.extension}`, calls.get(popup.callId));
          else
            tell("pop-up", `on extension ${popup.extension}: ${who} ${popup.url}`.trimEnd(), calls.get(popup.callId));
          return;
        }
        case "delivery":
          tellDelivery(change.delivery, change.outputs, calls.get(change.delivery.callId), tell);
          return;
        case "skip":
          if (!UNREMARKABLE.has(change.skip.code)) {
            tell("not done", `${change.skip.feature}: ${change.skip.reason}`, calls.get(change.callId));
          }
          return;
        case "integration":
          if (change.attention) tell("attention", change.attention);
          return;
        case "helpdesk":
          tell("helpdesk", change.circuit === "open" ? `away: ${change.reason}` : "back");
          return;
        default:
          assertNever(change, "change");
      }
    },
  };
}

type Tell = (label: string, sentence: string, call?: ShownCall) => void;

function tellCall(call: ShownCall, tell: Tell): void {
  const named = [call.externalName, call.externalNumber].filter(Boolean).join(" ");
  const other = named || (call.direction === "internal" ? "a colleague" : "a withheld number");
  if (call.state === "ringing") {
    const ringing = call.legs.filter((leg) => leg.ringingAt !== undefined && leg.extension !== undefined);
    if (call.direction === "outbound") tell("call", `extension ${call.extension ?? "?"} calls ${other}`, call);
    else for (const leg of ringing) tell("call", `${other} rings extension ${leg.extension}`, call);
    return;
  }
  if (call.state === "answered") {
    tell("call", `${other}: answered${call.extension ? ` (extension ${call.extension})` : ""}`, call);
    return;
  }
  const end =
    call.disposition === "answered" ? `over after ${call.talkSeconds} s` : `over: ${call.disposition ?? "no-answer"}`;
  tell("call", `${other}: ${end}`, call);
}

function tellMatch(match: Match, call: ShownCall | undefined, tell: Tell): void {
  const number = call?.externalNumber ?? "";
  if (match.state === "known") {
    const how =
      match.source === "created"
        ? "is a contact now"
        : `is ${match.contact.type.replace(/s$/, "")} ${match.contact.id}`;
    tell("who", `${number} ${how}: ${match.contact.name}`, call);
  } else if (match.state === "unknown") tell("who", `${number} is unknown to the helpdesk`, call);
  else if (match.state === "failed") tell("who", `${number}: ${match.reason}`, call);
}

const DONE_WORDS: Partial<Record<Delivery["feature"], string>> = {
  "contact-creation": "contact",
  "auto-ticket": "ticket",
  "ticket-update": "ticket",
  "call-journal": "journal",
};

function tellDelivery(
  delivery: Delivery,
  outputs: Readonly<Record<string, string>>,
  call: ShownCall | undefined,
  tell: Tell,
): void {
  if (delivery.state === "dead") {
    tell("failed", `${delivery.feature}: ${delivery.note ?? ""}`, call);
    return;
  }
  const label = DONE_WORDS[delivery.feature];
  if (delivery.state !== "done" || !label) return;
  switch (delivery.feature) {
    case "contact-creation":
      if (outputs.contactId !== undefined) tell(label, `created as number ${outputs.contactId}`, call);
      return;
    case "auto-ticket":
      tell(label, `opened as number ${outputs.ticketId ?? "?"}`, call);
      return;
    case "ticket-update":
      tell(label, "completed after the call", call);
      return;
    default:
      tell(label, "entry written", call);
  }
}
