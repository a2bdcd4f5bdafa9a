import type {
  Call,
  CallNote,
  Delivery,
  Extension,
  ExtensionNumber,
  FeatureName,
  FeatureSettings,
  Match,
  PlannedDelivery,
  Popup,
  Skip,
  Trigger,
  UserAssociation,
} from "../domain/index.ts";
import type { Template } from "../template/index.ts";
import type { JournalState } from "./journal-update.ts";

/** All that features decide by: what is known now of one call in one integration. */
export interface FeatureContext {
  readonly call: Call;
  /** The call has ended and its late events had their time to come. */
  readonly settled: boolean;
  readonly match: Match;
  /** The look-up has taken longer than a pop-up waits for it. */
  readonly lookupOverdue: boolean;
  readonly link: {
    readonly contactId?: string;
    readonly ticketId?: string;
    readonly ticketMadeBefore?: boolean;
    readonly journal?: JournalState;
  };
  /** What the agent wrote about the call. */
  readonly note?: CallNote;
  /** Of this call and integration. */
  readonly deliveries: readonly Pick<Delivery, "feature" | "trigger" | "state" | "note">[];
  readonly settings: FeatureSettings;
  readonly template: {
    readonly supports: Template["supports"];
    readonly hasSearch: boolean;
    readonly hasUpdateTicket: boolean;
    /** The request that revises a journal entry; `needsId` when it cannot do without JournalId. */
    readonly journalUpdate?: { readonly needsId: boolean };
    /** The request that hands over the recording, and which ids it cannot do without. */
    readonly recordingUpload?: { readonly needsJournalId: boolean; readonly needsTicketId: boolean };
    /** `NeedSyncContact`: the scenario cannot do without a contact. */
    readonly needsContact: { readonly ticket: boolean; readonly journal: boolean };
  };
  /** The audio of the call's recording can be fetched; absent = it cannot. */
  readonly hasAudio?: boolean;
  readonly extensions: ReadonlyMap<ExtensionNumber, Extension>;
  readonly associations: ReadonlyMap<ExtensionNumber, UserAssociation>;
  /** Pop-ups that this call has had. Absent = not known; then a moment that has passed is left without a word. */
  readonly popups?: readonly Pick<Popup, "extension" | "trigger">[];
  /** What was left out under settings, or by a template, that have been changed since the call was over. Absent = nothing. */
  readonly decided?: readonly Skip[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Reasons to leave something out that lie in the settings or the template, and not in the call. */
const BY_SETTINGS: ReadonlySet<string> = new Set([
  "switched-off",
  "direction-off",
  "outcome-off",
  "rang-briefly",
  "by-hand",
  "no-types",
  "template-cannot",
]);

/** A decision that a change of the settings does not undo: what is switched on today is not done for the calls of yesterday. */
export function findDecided({ decided }: FeatureContext, feature: FeatureName): Skip | undefined {
  return decided?.find((one) => one.feature === feature && BY_SETTINGS.has(one.code));
}

/** Whom a feature can write to: still open, a contact, or nobody with the reason why. */
export type Party =
  | { readonly state: "open" }
  | { readonly state: "contact" }
  | { readonly state: "nobody"; readonly code: string; readonly reason: string };

export function skip(
  feature: FeatureName,
  trigger: Trigger,
  code: string,
  reason: string,
  extension?: ExtensionNumber,
): Skip {
  return { kind: "skip", feature, trigger, code, reason, ...(extension !== undefined && { extension }) };
}

export function deliver(
  feature: FeatureName,
  trigger: Trigger,
  action: PlannedDelivery["action"],
  lane: 1 | 2 = 2,
): PlannedDelivery {
  return { kind: "delivery", feature, trigger, action, lane };
}

/** The first delivery of a feature that exists for the call already. */
export function findDelivery(
  context: FeatureContext,
  feature: FeatureName,
  trigger?: Trigger,
): FeatureContext["deliveries"][number] | undefined {
  return context.deliveries.find(
    (one) => one.feature === feature && (trigger === undefined || one.trigger === trigger),
  );
}

/** Whether nothing more will come of a delivery unless a person takes it up again. */
export function isOver(delivery: Pick<Delivery, "state">): boolean {
  return delivery.state !== "waiting" && delivery.state !== "running";
}

/** The number in a sentence. */
export function shownNumber(call: Call): string {
  return call.externalNumber || "a withheld number";
}
