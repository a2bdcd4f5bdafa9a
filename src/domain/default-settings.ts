import { CALL_OUTCOMES, type FeatureSettings, TICKET_OUTCOMES } from "./integration.ts";

/**
 * How an integration behaves that nobody has set up further: all five features work.
 *
 * - Contact sync: contacts, from the phonebook when it knows the number, else from the helpdesk.
 * - Matching: of several contacts with one number the first; with `ask` a quarter of an hour to choose.
 * - Contact creation: unknown callers get a contact by themselves; unknown numbers that were dialled do not, since an agent's slip of
 *   the finger would become a contact.
 * - Pop-up: when the phone rings. - Call journal: every call, answered or not, with the recording's link.
 * - Auto ticket: after the call, so that all its data are there, for inbound calls of contacts. Outbound calls mostly follow up on
 *   something that has its ticket already.
 * - Helpdesk: the rate is the template's; what may have been made already waits for a person rather than being made twice.
 * - Numbers: Thailand's are national; seven last digits decide where a number has no international form.
 */
export const DEFAULT_SETTINGS: FeatureSettings = {
  contactSync: {
    enabled: true,
    phonebook: "",
    types: ["contacts"],
    alwaysQuery: false,
    rememberUnknownSeconds: 30,
    refreshHours: 24,
    pushToPbx: false,
  },
  numbers: { region: "TH", spellings: ["e164", "e164-digits", "national", "as-received"], lastDigits: 7 },
  matching: { severalContacts: "first", askMinutes: 15 },
  contactCreation: {
    method: "automatic",
    type: "contacts",
    inbound: true,
    outbound: false,
    namePattern: "Automatic New Contact {{.ContactNumber}}",
  },
  popup: { enabled: true, trigger: "ringing" },
  callJournal: {
    enabled: true,
    inbound: true,
    outbound: true,
    outcomes: CALL_OUTCOMES,
    recordingLink: true,
    waitForRecordingSeconds: 0,
  },
  autoTicket: {
    when: "after",
    outcomes: TICKET_OUTCOMES.filter((outcome) => outcome.startsWith("inbound")),
    inbound: true,
    outbound: true,
    contactsOnly: true,
    minRingSeconds: 0,
  },
  helpdesk: { requestsPerMinute: 0, repeatInDoubt: false, dryRun: false },
  parameters: {},
};

/** Settings as they were stored, perhaps by an earlier version, with the defaults of what they do not name. */
export function completeSettings(stored: Partial<Record<keyof FeatureSettings, object>>): FeatureSettings {
  const groups = Object.entries(DEFAULT_SETTINGS).map(([name, group]) => [
    name,
    { ...group, ...stored[name as keyof FeatureSettings] },
  ]);
  return Object.fromEntries(groups) as FeatureSettings;
}
