import {
  type Call,
  type CallLeg,
  type Contact,
  DEFAULT_SETTINGS,
  type Match,
  type Plan,
  toCallId,
  toExtensionNumber,
} from "../domain/index.ts";
import type { FeatureContext } from "./context.ts";
import { planFeatures } from "./plan-features.ts";

export const START = 1_790_000_000_000;

const TEMPLATE: FeatureContext["template"] = {
  supports: { userAssociation: true, callJournal: true, createContact: true, createTicket: true },
  hasSearch: true,
  hasUpdateTicket: true,
  needsContact: { ticket: false, journal: false },
};

export const CONTACT: Contact = {
  id: "77",
  type: "contacts",
  name: "สมชาย ใจดี",
  email: "somchai@cust.example",
  numbers: [{ kind: "MobileNumber", number: "081-234-5678" }],
  customValue: "gold",
  url: "https://desk.example/77",
  outputs: { ContactsId: "77", FirstName: "สมชาย ใจดี", MobileNumber: "081-234-5678" },
};

export const KNOWN: Match = { state: "known", contact: CONTACT, source: "helpdesk" };
export const UNKNOWN: Match = { state: "unknown" };
export const PENDING: Match = { state: "pending" };
export const FAILED: Match = { state: "failed", reason: "the helpdesk is down" };
export const AMBIGUOUS: Match = { state: "ambiguous", contacts: [CONTACT, { ...CONTACT, id: "78" }] };

export function aLeg(extension: string, leg: Omit<CallLeg, "legId" | "extension">): CallLeg {
  return { legId: extension, extension: toExtensionNumber(extension), ...leg };
}

/** An inbound call that rings at 2001. */
export function aCall(call: Partial<Call> = {}): Call {
  return {
    id: toCallId("call-1"),
    connectionId: "pbx",
    pbxCallId: "1790000000.1",
    direction: "inbound",
    state: "ringing",
    externalNumber: "+66812345678",
    externalName: "SOMCHAI",
    dialledNumber: "020001000",
    legs: [aLeg("2001", { ringingAt: START + 1000 })],
    startedAt: START,
    ringSeconds: 0,
    talkSeconds: 0,
    totalSeconds: 0,
    incomplete: false,
    facts: {},
    ...call,
  };
}

export const RINGING = aCall();
export const IN_TALK = aCall({
  state: "answered",
  answeredAt: START + 5000,
  extension: toExtensionNumber("2001"),
  legs: [aLeg("2001", { ringingAt: START + 1000, answeredAt: START + 5000 })],
});
export const ANSWERED: Call = {
  ...IN_TALK,
  state: "ended",
  disposition: "answered",
  endedAt: START + 45_000,
  legs: [aLeg("2001", { ringingAt: START + 1000, answeredAt: START + 5000, endedAt: START + 45_000 })],
  talkSeconds: 40,
  totalSeconds: 45,
};
export const MISSED = aCall({
  state: "ended",
  disposition: "no-answer",
  endedAt: START + 20_000,
  legs: [aLeg("2001", { ringingAt: START + 1000, endedAt: START + 20_000, endReason: "no-answer" })],
});

export const outbound = (call: Call): Call => ({
  ...call,
  direction: "outbound",
  extension: toExtensionNumber("2001"),
});

type Settings = { readonly [Group in keyof FeatureContext["settings"]]?: Partial<FeatureContext["settings"][Group]> };

/** A context with default settings, a template that can do everything, and a contact that is known. */
export function aContext(
  call: Call,
  given: Partial<Omit<FeatureContext, "call" | "settings" | "template">> & {
    readonly settings?: Settings;
    readonly template?: Partial<FeatureContext["template"]>;
  } = {},
): FeatureContext {
  const { settings = {}, template = {}, ...rest } = given;
  const merged = Object.fromEntries(
    Object.entries(DEFAULT_SETTINGS).map(([group, value]) => [
      group,
      { ...value, ...settings[group as keyof Settings] },
    ]),
  );
  return {
    call,
    settled: call.state === "ended",
    match: KNOWN,
    lookupOverdue: false,
    link: {},
    deliveries: [],
    settings: merged as unknown as FeatureContext["settings"],
    template: { ...TEMPLATE, ...template },
    extensions: new Map(),
    associations: new Map(),
    now: (call.endedAt ?? call.answeredAt ?? call.startedAt + 1000) + 500,
    ...rest,
  };
}

/** The plans of one feature in short: `create-ticket@ended`, `popup@ringing 2001`, `skip@ended outcome-off`. */
export function plansOf(feature: Plan["feature"], context: FeatureContext): string[] {
  return planFeatures(context)
    .filter((plan) => plan.feature === feature)
    .map((plan) => {
      if (plan.kind === "delivery") return `${plan.action.kind}@${plan.trigger}`;
      const who = plan.extension ? ` ${plan.extension}` : "";
      return plan.kind === "popup" ? `popup@${plan.trigger}${who}` : `skip@${plan.trigger}${who} ${plan.code}`;
    });
}
