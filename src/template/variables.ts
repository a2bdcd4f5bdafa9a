import type { ScenarioId } from "./model.ts";

/** One predefined variable of the language, for the linter and the reference page. */
export interface Variable {
  readonly name: string;
  /** What it holds, for people. */
  readonly meaning: string;
  readonly example: string;
  /** The scenarios in which it can be other than empty; all of them when absent. It is set, if empty, in every scenario. */
  readonly filledIn?: readonly ScenarioId[];
  /** `deskbell`: the vendor's PBX does not know it. */
  readonly origin: "vendor" | "deskbell";
}

const vendor = { origin: "vendor" } as const;
const calls: readonly ScenarioId[] = [
  "SyncContactAuto",
  "CreateNewContact",
  "CreateNewTicket",
  "CallJournal",
  "Common",
];
const records: readonly ScenarioId[] = ["CreateNewTicket", "CallJournal", "Common"];
const number = "The number of the outside party, as it was sent or in the spelling that is being looked up.";

const CONTACT_NUMBERS = [
  ["BusinessNumber", "business number"],
  ["BusinessNumber2", "second business number"],
  ["BusinessFaxNumber", "business fax number"],
  ["MobileNumber", "mobile number"],
  ["MobileNumber2", "second mobile number"],
  ["HomeNumber", "home number"],
  ["HomeNumber2", "second home number"],
  ["HomeFaxNumber", "home fax number"],
  ["OtherNumber", "other number"],
] as const;

/** Every variable that is set without the template's doing. */
export const VARIABLES: readonly Variable[] = [
  { ...vendor, name: "Phone", meaning: number, example: "+66812345678", filledIn: calls },
  { ...vendor, name: "Number", meaning: `The same as Phone. ${number}`, example: "+66812345678", filledIn: calls },
  {
    ...vendor,
    name: "CallerNumber",
    meaning: "The number of the caller; in look-ups and contact addresses that of the outside party.",
    example: "+66812345678",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "CalleeNumber",
    meaning: "The number that was called; in look-ups and contact addresses that of the outside party.",
    example: "2001",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "CallerDisplayName",
    meaning: "The name of the outside party: the contact's, else what the network sent.",
    example: "Somchai Jaidee",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "ContactNumber",
    meaning: `The number of the contact. ${number}`,
    example: "+66812345678",
    filledIn: calls,
  },
  { ...vendor, name: "ContactId", meaning: "The id of the contact in the helpdesk.", example: "4711", filledIn: calls },
  {
    ...vendor,
    name: "ContactsId",
    meaning: "The id of the contact when its type is contacts.",
    example: "4711",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "LeadsId",
    meaning: "The id of the contact when its type is leads.",
    example: "4711",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "AccountsId",
    meaning: "The id of the contact when its type is accounts.",
    example: "4711",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "ContactSyncType",
    meaning: "The type of the contact: contacts, leads or accounts.",
    example: "contacts",
    filledIn: calls,
  },
  { ...vendor, name: "FirstName", meaning: "The first name of the contact.", example: "Somchai", filledIn: calls },
  { ...vendor, name: "LastName", meaning: "The last name of the contact.", example: "Jaidee", filledIn: calls },
  { ...vendor, name: "Company", meaning: "The company of the contact.", example: "Acme", filledIn: calls },
  {
    ...vendor,
    name: "Email",
    meaning: "The e-mail address of the contact.",
    example: "somchai@example.com",
    filledIn: calls,
  },
  { ...vendor, name: "Remark", meaning: "The note of the contact.", example: "VIP", filledIn: calls },
  {
    ...vendor,
    name: "CustomValue",
    meaning: "A free text that the search has kept, for the address of the contact.",
    example: "acme-4711",
    filledIn: calls,
  },
  ...CONTACT_NUMBERS.map(
    ([name, words]): Variable => ({
      ...vendor,
      name,
      meaning: `The ${words} of the contact${name === "BusinessNumber" ? "; for a new contact the number of the call" : ""}.`,
      example: "+66812345678",
      filledIn: calls,
    }),
  ),
  {
    ...vendor,
    name: "SearchValue",
    meaning: "The text that a person typed to search for a contact.",
    example: "somchai",
    filledIn: ["SearchContact", "Common"],
  },
  {
    ...vendor,
    name: "DisplayName",
    meaning: "The name for a new contact, made from the pattern of the integration.",
    example: "Automatic New Contact +66812345678",
    filledIn: calls,
  },
  { ...vendor, name: "Communication_Type", meaning: "Inbound or Outbound.", example: "Inbound", filledIn: calls },
  {
    ...vendor,
    name: "Call_Status",
    meaning: "How the call ended: Answered, No Answer, Busy, Voicemail, Failed; Ringing before it has.",
    example: "Answered",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "Call_Log_Status",
    meaning: "How the call ended, in capitals: ANSWERED, NO ANSWER, BUSY, VOICEMAIL, FAILED.",
    example: "ANSWERED",
    filledIn: records,
  },
  {
    ...vendor,
    name: "Call_From",
    meaning: "Who called: the number of the caller.",
    example: "+66812345678",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "Call_To",
    meaning: "Who was called: the number of the callee.",
    example: "2001",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "Time",
    meaning: "When the call began, in the zone of the PBX.",
    example: "2026-09-21 14:13:20",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "StartTimeUnix",
    meaning: "When the call began, in seconds since 1970.",
    example: "1790000000",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "Talk_Duration",
    meaning: "How long people talked, as hh:mm:ss.",
    example: "00:00:29",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "Talk_Duration_Sec",
    meaning: "How long people talked, in whole seconds; never empty.",
    example: "29",
    filledIn: calls,
  },
  {
    ...vendor,
    name: "RecordPath",
    meaning: "A link to the recording; empty when there is none or its sending is switched off.",
    example: "https://desk.example/recordings/1",
    filledIn: records,
  },
  {
    ...vendor,
    name: "Subject",
    meaning: "The scenario parameter Subject, rendered.",
    example: "Inbound Answered call",
    filledIn: records,
  },
  {
    ...vendor,
    name: "Description",
    meaning: "The scenario parameter Description, rendered.",
    example: "2026-09-21 14:13:20: +66812345678 to 2001",
    filledIn: records,
  },
  {
    ...vendor,
    name: "TicketId",
    meaning: "The id of the ticket of this call; empty while there is none.",
    example: "35",
    filledIn: records,
  },
  {
    ...vendor,
    name: "UserUniqueId",
    meaning: "The id of the helpdesk user of the extension that has the call; empty when none is associated.",
    example: "9001",
    filledIn: records,
  },
  {
    ...vendor,
    name: "callback_url",
    meaning: "The address to which the helpdesk sends the browser back after consent, unless a field has this name.",
    example: "https://desk.example/oauth/callback",
    filledIn: ["AuthMethod"],
  },
  {
    origin: "deskbell",
    name: "Call_Id",
    meaning: "The id of the call on the PBX.",
    example: "1790000000.41",
    filledIn: calls,
  },
  {
    origin: "deskbell",
    name: "JournalId",
    meaning: "The helpdesk's id of the call's journal entry, an output of the request that made it.",
    example: "3301",
    filledIn: ["CallJournal"],
  },
  {
    origin: "deskbell",
    name: "Call_Note",
    meaning: "What the agent wrote about the call. Where a template does not name it, it is added to Description.",
    example: "Wants to be called back",
    filledIn: records,
  },
  {
    origin: "deskbell",
    name: "Call_Tags",
    meaning: "The agent's tags of the call, separated by commas.",
    example: "refund, urgent",
    filledIn: records,
  },
  {
    origin: "deskbell",
    name: "Extension",
    meaning: "The extension that has the call.",
    example: "2001",
    filledIn: calls,
  },
  {
    origin: "deskbell",
    name: "Queue",
    meaning: "The queue through which the call came; empty when through none.",
    example: "6400",
    filledIn: calls,
  },
];

const BY_NAME: ReadonlyMap<string, Variable> = new Map(VARIABLES.map((variable) => [variable.name, variable]));

/** The predefined variable of that name; case counts. */
export function findVariable(name: string): Variable | undefined {
  return BY_NAME.get(name);
}

/** Every predefined variable as it is when nothing is known: empty, and numbers zero. */
export function emptyVariables(): Record<string, string> {
  return Object.fromEntries(VARIABLES.map(({ name }) => [name, name === "Talk_Duration_Sec" ? "0" : ""]));
}
