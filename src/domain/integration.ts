import type { ContactType } from "./contact.ts";
import type { ExtensionNumber } from "./ids.ts";

/** When a pop-up opens by itself (inbound calls only), or `manual`. */
export type PopupTrigger = "ringing" | "answered" | "ended" | "manual";

/** The outcomes that an after-call ticket can be switched on for. */
export type TicketOutcome = "inbound-answered" | "inbound-no-answer" | "outbound-answered" | "outbound-no-answer";
export const TICKET_OUTCOMES: readonly TicketOutcome[] = [
  "inbound-answered",
  "inbound-no-answer",
  "outbound-answered",
  "outbound-no-answer",
];

/** How a call can have ended, as far as the call journal asks. */
export type CallOutcome = "answered" | "no-answer";
export const CALL_OUTCOMES: readonly CallOutcome[] = ["answered", "no-answer"];

export type NumberSpelling = "e164" | "e164-digits" | "national" | "as-received";

/**
 * Who a number is that several contacts have: the first that was found; the one that was chosen the last time; the one that the agent
 * chooses after the call; the company; nobody.
 */
export type MatchPolicy = "first" | "last-picked" | "ask" | "company" | "none";
export const MATCH_POLICIES: readonly MatchPolicy[] = ["first", "last-picked", "ask", "company", "none"];

/** How an integration behaves; each member has a default in `features/settings.ts`. */
export interface FeatureSettings {
  readonly contactSync: {
    readonly enabled: boolean;
    /** Id of the phonebook that takes the contacts; empty = one of the integration's own. */
    readonly phonebook: string;
    /** Looked up in this order. */
    readonly types: readonly ContactType[];
    /** Ask the helpdesk at every call; else only when the phonebook has nobody. */
    readonly alwaysQuery: boolean;
    /** So long "nobody has this number" is taken for the helpdesk's word without asking it again; 0 = it is asked at each call. */
    readonly rememberUnknownSeconds: number;
    /** A contact of the phonebook that was read longer ago is read again after a call; 0 = never. */
    readonly refreshHours: number;
    /** Write the contacts into the telephones' own phonebook, too, where the PBX takes them. */
    readonly pushToPbx: boolean;
  };
  readonly numbers: {
    /** ISO 3166 country that national numbers belong to. */
    readonly region: string;
    readonly spellings: readonly NumberSpelling[];
    /** A hit whose numbers are known must match E.164 or these last digits. */
    readonly lastDigits: number;
  };
  readonly matching: {
    readonly severalContacts: MatchPolicy;
    /** With `ask`: so long after the call its ticket and journal entry wait for the choice. */
    readonly askMinutes: number;
  };
  readonly contactCreation: {
    readonly method: "off" | "automatic" | "manual";
    readonly type: ContactType;
    readonly inbound: boolean;
    readonly outbound: boolean;
    /** A Go template. */
    readonly namePattern: string;
  };
  readonly popup: {
    /** For extensions that have no setting of their own. */
    readonly trigger: PopupTrigger;
    readonly enabled: boolean;
  };
  readonly callJournal: {
    readonly enabled: boolean;
    /** Which directions are written down. */
    readonly inbound: boolean;
    readonly outbound: boolean;
    /** Which outcomes are written down; whatever was not answered counts as `no-answer`. */
    readonly outcomes: readonly CallOutcome[];
    readonly recordingLink: boolean;
    /** So long after an answered call its entry waits for the recording, which many PBXs finish later; 0 = not at all. */
    readonly waitForRecordingSeconds: number;
  };
  readonly autoTicket: {
    readonly when: "off" | "before" | "after";
    readonly outcomes: readonly TicketOutcome[];
    /** Before-call tickets: which directions. */
    readonly inbound: boolean;
    readonly outbound: boolean;
    /** Only for calls with a known contact. */
    readonly contactsOnly: boolean;
    /** A missed call that rang more briefly than this opens no ticket; 0 = each does. */
    readonly minRingSeconds: number;
  };
  /** How the helpdesk is treated. */
  readonly helpdesk: {
    /** How many requests a minute it may get; 0 = as the template says, and as its refusals teach. */
    readonly requestsPerMinute: number;
    /** Repeat a ticket or journal entry of which nobody knows whether it was made, at the risk of having it twice. */
    readonly repeatInDoubt: boolean;
    /** Rehearse: look-ups go out, whatever writes is rendered, shown and held back. */
    readonly dryRun: boolean;
  };
  /** Values of scenario parameters by scenario id and name (Subject, Description, DepartmentId …); they replace the template's own. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One template joined to one PBX connection and one helpdesk connection. */
export interface Integration {
  readonly id: string;
  readonly connectionId: string;
  readonly templateKey: string;
  readonly templateRevision: number;
  readonly enabled: boolean;
  readonly settings: FeatureSettings;
}

/** An account of the helpdesk, as UserAssociation listed it. */
export interface HelpdeskUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

export interface Extension {
  readonly number: ExtensionNumber;
  readonly name: string;
  readonly email: string;
  /** `pbx`: the PBX has told of it. Absent = somebody entered it. */
  readonly origin?: "pbx";
  /** This extension's own pop-up setting; absent = the integration's. */
  readonly popup?: { readonly enabled: boolean; readonly trigger: PopupTrigger };
}

/** The pair extension + helpdesk user. By hand wins over by e-mail and is kept when the user list is refreshed. */
export interface UserAssociation {
  readonly extension: ExtensionNumber;
  readonly userId: string;
  readonly origin: "email" | "manual";
}
