import { assertNever } from "../base/index.ts";
import {
  type Call,
  type CallNote,
  type FeatureSettings,
  type Match,
  NUMBER_KINDS,
  type UserAssociation,
} from "../domain/index.ts";
import { formatTime } from "./format-time.ts";

/** What variables are made of. */
export interface VariableSource {
  readonly call: Call;
  readonly match: Match;
  readonly link: { readonly ticketId?: string; readonly journal?: { readonly id?: string } };
  /** What the agent wrote about the call. */
  readonly note?: CallNote | undefined;
  readonly settings: FeatureSettings;
  /** IANA time zone of the PBX. */
  readonly zone: string;
  /** Look-up and pop-up know only the other party; `before` is while the phone rings, `after` when the call is over. */
  readonly stage: "lookup" | "popup" | "before" | "after";
  /** Look-up: the spelling of the number that is tried now. */
  readonly spelling?: string;
  /** The helpdesk user of the extension whose call it is. */
  readonly user?: Pick<UserAssociation, "userId">;
  /** The name for a contact to be created, rendered from its pattern. */
  readonly displayName?: string;
  /** A link to the recording that is better than the PBX's own. */
  readonly recordingUrl?: string;
}

/** A hidden number in a text for people; fields for numbers stay empty. */
const ANONYMOUS = "Anonymous";

/** How an agent's note gets into a text that does not name it: into which parameter, as which Go template, and how to tell that it is named. */
export const NOTE = {
  goesInto: "Description",
  text: "{{if .Call_Note}}\n\n{{.Call_Note}}{{end}}{{if .Call_Tags}}\n[{{.Call_Tags}}]{{end}}",
  sign: ".Call_Note",
} as const;

const EMPTY: Readonly<Record<string, string>> = Object.fromEntries(
  ["ContactsId", "LeadsId", "AccountsId", "FirstName", "LastName", "Company", "Email", "Remark", "CustomValue"]
    .concat(NUMBER_KINDS, "SearchValue", "Subject", "Description")
    .map((name) => [name, ""]),
);

/**
 * The vendor's predefined variables: every known name, always as text, empty when unknown. This is the only place that spells them.
 * Names on which two sources disagree are all set (`Phone`, `Number`, `CallerNumber`, `ContactNumber`).
 */
export function toVariables(source: VariableSource): Record<string, string> {
  const { call, stage, user, link } = source;
  const number = source.spelling ?? call.externalNumber;
  const isOutbound = call.direction === "outbound";
  const ours = call.extension ?? (isOutbound ? "" : call.dialledNumber || firstRung(call));
  const external = call.externalNumber || ANONYMOUS;
  const inTalk = stage === "before" || stage === "after";
  return {
    ...EMPTY,
    ...toContactVariables(source, number),
    Phone: number,
    Number: number,
    ContactNumber: number,
    // In look-up and pop-up the "caller" is whoever is not us, whichever way the call goes.
    CallerNumber: inTalk && isOutbound ? ours : number,
    CalleeNumber: inTalk && !isOutbound ? ours : number,
    Call_From: isOutbound ? ours : external,
    Call_To: isOutbound ? external : ours,
    Communication_Type: toCommunicationType(call),
    Call_Status: stage === "before" ? "Ringing" : toStatus(call),
    Call_Log_Status: stage === "before" ? "" : toLogStatus(call),
    Time: formatTime(call.startedAt, source.zone),
    StartTimeUnix: String(Math.floor(call.startedAt / 1000)),
    Talk_Duration: stage === "before" ? "00:00:00" : toClock(call.talkSeconds),
    Talk_Duration_Sec: stage === "before" ? "0" : String(Math.round(call.talkSeconds)),
    RecordPath: stage === "after" ? toRecordPath(source) : "",
    UserUniqueId: user?.userId ?? "",
    TicketId: link.ticketId ?? "",
    JournalId: link.journal?.id ?? "",
    Call_Note: source.note?.text ?? "",
    Call_Tags: source.note?.tags.join(", ") ?? "",
    // Not the vendor's: the PBX's own id of the call, for those who look it up there, and where our end of it is.
    Call_Id: call.pbxCallId,
    Extension: call.extension ?? "",
    Queue: call.queue ?? "",
  };
}

function toContactVariables(
  { match, call, settings, displayName }: VariableSource,
  number: string,
): Record<string, string> {
  if (match.state !== "known") {
    return {
      BusinessNumber: number,
      ContactId: "",
      ContactSyncType: settings.contactSync.types[0] ?? "contacts",
      DisplayName: displayName ?? "",
      CallerDisplayName: call.externalName,
    };
  }
  const { contact } = match;
  const type = contact.type.charAt(0).toUpperCase() + contact.type.slice(1);
  return {
    ...contact.outputs,
    CustomValue: contact.customValue,
    Email: contact.email,
    ContactId: contact.id,
    [`${type}Id`]: contact.id,
    ContactSyncType: contact.type,
    DisplayName: displayName ?? contact.name,
    CallerDisplayName: contact.name || call.externalName,
  };
}

/** Who was called where nobody talked and the PBX does not tell what was dialled. */
function firstRung({ legs }: Call): string {
  return legs.find(({ extension }) => extension !== undefined)?.extension ?? "";
}

function toCommunicationType(call: Call): string {
  return call.direction.charAt(0).toUpperCase() + call.direction.slice(1);
}

function toStatus(call: Call): string {
  switch (call.disposition) {
    case undefined:
      return call.state === "answered" ? "Answered" : "Ringing";
    case "answered":
      return "Answered";
    case "no-answer":
      return "No Answer";
    case "busy":
      return "Busy";
    case "voicemail":
      return "Voicemail";
    case "failed":
      return "Failed";
    default:
      return assertNever(call.disposition, "disposition");
  }
}

function toLogStatus(call: Call): string {
  return call.disposition === undefined ? "" : toStatus(call).toUpperCase();
}

function toClock(seconds: number): string {
  const whole = Math.round(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

// Helpdesks want an absolute address; a file name of the PBX leads nowhere.
function toRecordPath({ call, settings, recordingUrl }: VariableSource): string {
  if (!settings.callJournal.recordingLink) return "";
  const url = recordingUrl ?? call.recording?.url ?? "";
  return /^https?:\/\//i.test(url) ? url : "";
}
