import { CONTACT_TYPES, type ContactType, type FeatureSettings, TICKET_OUTCOMES } from "../domain/index.ts";

/**
 * How an integration behaves that nobody has set up further: all five features work.
 *
 * - Contact sync: contacts, from the phonebook when it knows the number, else from the helpdesk.
 * - Contact creation: unknown callers get a contact by themselves; unknown numbers that were dialled do not, since an agent's slip of
 *   the finger would become a contact.
 * - Pop-up: when the phone rings. - Call journal: every call, with the recording's link.
 * - Auto ticket: after the call, so that all its data are there, for inbound calls of contacts. Outbound calls mostly follow up on
 *   something that has its ticket already.
 * - Helpdesk: the rate is the template's; what may have been made already waits for a person rather than being made twice.
 * - Numbers: Thailand's are national; seven last digits decide where a number has no international form.
 */
export const DEFAULT_SETTINGS: FeatureSettings = {
  contactSync: { enabled: true, types: ["contacts"], alwaysQuery: false },
  numbers: { region: "TH", spellings: ["e164", "e164-digits", "national", "as-received"], lastDigits: 7 },
  contactCreation: {
    method: "automatic",
    type: "contacts",
    inbound: true,
    outbound: false,
    namePattern: "Automatic New Contact {{.ContactNumber}}",
  },
  popup: { enabled: true, trigger: "ringing" },
  callJournal: { enabled: true, recordingLink: true },
  autoTicket: {
    when: "after",
    outcomes: TICKET_OUTCOMES.filter((outcome) => outcome.startsWith("inbound")),
    inbound: true,
    outbound: true,
    contactsOnly: true,
  },
  helpdesk: { requestsPerMinute: 0, repeatInDoubt: false },
  parameters: {},
};

/** Settings of which any member may be left out. */
export type SettingsInput = {
  readonly [Group in Exclude<keyof FeatureSettings, "parameters">]?:
    | { readonly [Name in keyof FeatureSettings[Group]]?: FeatureSettings[Group][Name] | undefined }
    | undefined;
} & { readonly parameters?: FeatureSettings["parameters"] | undefined };

/**
 * Fills what was left out with {@link DEFAULT_SETTINGS}. `available` names the contact types that the template can search; the
 * default looks in all of them, contacts first.
 */
export function withDefaults(
  input: SettingsInput = {},
  available: readonly ContactType[] = ["contacts"],
): FeatureSettings {
  const types = CONTACT_TYPES.filter((type) => available.includes(type));
  const type = types[0] ?? "contacts";
  return {
    contactSync: { ...DEFAULT_SETTINGS.contactSync, ...(types.length > 0 && { types }), ...given(input.contactSync) },
    numbers: { ...DEFAULT_SETTINGS.numbers, ...given(input.numbers) },
    contactCreation: { ...DEFAULT_SETTINGS.contactCreation, type, ...given(input.contactCreation) },
    popup: { ...DEFAULT_SETTINGS.popup, ...given(input.popup) },
    callJournal: { ...DEFAULT_SETTINGS.callJournal, ...given(input.callJournal) },
    autoTicket: { ...DEFAULT_SETTINGS.autoTicket, ...given(input.autoTicket) },
    helpdesk: { ...DEFAULT_SETTINGS.helpdesk, ...given(input.helpdesk) },
    parameters: input.parameters ?? DEFAULT_SETTINGS.parameters,
  };
}

type Given<Group> = { readonly [Name in keyof Group]?: Exclude<Group[Name], undefined> };

function given<Group extends object>(group: Group | undefined): Given<Group> {
  return Object.fromEntries(Object.entries(group ?? {}).filter(([, value]) => value !== undefined)) as Given<Group>;
}
