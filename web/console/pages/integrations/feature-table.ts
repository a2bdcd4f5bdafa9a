import type { Settings, TemplateForm } from "./use-integrations.ts";

export type Group = Exclude<keyof Settings, "parameters">;

/** One setting as a form shows it. */
export type SettingField = { readonly group: Group; readonly name: string } & (
  | { readonly kind: "switch" | "text" | "region" | "phonebook" }
  | { readonly kind: "number"; readonly min: number; readonly max: number }
  | { readonly kind: "choice" | "several"; readonly options: readonly string[] }
);

interface Section {
  readonly key: string;
  /** What the template has to be able to do. */
  readonly needs?: (can: TemplateForm["can"]) => boolean;
  /** The scenario whose texts belong here. */
  readonly scenario?: string;
  readonly fields: readonly SettingField[];
}

const TYPES = ["contacts", "leads", "accounts"] as const;

/** Every setting of an integration, in the order of a call; the dry run stands apart. */
export const SECTIONS: readonly Section[] = [
  {
    key: "contactSync",
    needs: ({ contacts }) => contacts.length > 0,
    fields: [
      { group: "contactSync", name: "enabled", kind: "switch" },
      { group: "contactSync", name: "types", kind: "several", options: TYPES },
      { group: "contactSync", name: "alwaysQuery", kind: "switch" },
      { group: "contactSync", name: "phonebook", kind: "phonebook" },
      { group: "contactSync", name: "pushToPbx", kind: "switch" },
      { group: "contactSync", name: "refreshHours", kind: "number", min: 0, max: 8760 },
      { group: "contactSync", name: "rememberUnknownSeconds", kind: "number", min: 0, max: 3600 },
    ],
  },
  {
    key: "numbers",
    fields: [
      { group: "numbers", name: "region", kind: "region" },
      {
        group: "numbers",
        name: "spellings",
        kind: "several",
        options: ["e164", "e164-digits", "national", "as-received"],
      },
      { group: "numbers", name: "lastDigits", kind: "number", min: 6, max: 15 },
      {
        group: "matching",
        name: "severalContacts",
        kind: "choice",
        options: ["first", "last-picked", "ask", "company", "none"],
      },
      { group: "matching", name: "askMinutes", kind: "number", min: 1, max: 1440 },
    ],
  },
  {
    key: "contactCreation",
    needs: ({ createContact }) => createContact,
    scenario: "CreateNewContact",
    fields: [
      { group: "contactCreation", name: "method", kind: "choice", options: ["off", "automatic", "manual"] },
      { group: "contactCreation", name: "type", kind: "choice", options: TYPES },
      { group: "contactCreation", name: "inbound", kind: "switch" },
      { group: "contactCreation", name: "outbound", kind: "switch" },
      { group: "contactCreation", name: "namePattern", kind: "text" },
    ],
  },
  {
    key: "popup",
    fields: [
      { group: "popup", name: "enabled", kind: "switch" },
      { group: "popup", name: "trigger", kind: "choice", options: ["ringing", "answered", "ended", "manual"] },
    ],
  },
  {
    key: "callJournal",
    needs: ({ journal }) => journal,
    scenario: "CallJournal",
    fields: [
      { group: "callJournal", name: "enabled", kind: "switch" },
      { group: "callJournal", name: "inbound", kind: "switch" },
      { group: "callJournal", name: "outbound", kind: "switch" },
      { group: "callJournal", name: "outcomes", kind: "several", options: ["answered", "no-answer"] },
      { group: "callJournal", name: "recordingLink", kind: "switch" },
      { group: "callJournal", name: "waitForRecordingSeconds", kind: "number", min: 0, max: 3600 },
    ],
  },
  {
    key: "autoTicket",
    needs: ({ ticket }) => ticket,
    scenario: "CreateNewTicket",
    fields: [
      { group: "autoTicket", name: "when", kind: "choice", options: ["off", "before", "after"] },
      {
        group: "autoTicket",
        name: "outcomes",
        kind: "several",
        options: ["inbound-answered", "inbound-no-answer", "outbound-answered", "outbound-no-answer"],
      },
      { group: "autoTicket", name: "inbound", kind: "switch" },
      { group: "autoTicket", name: "outbound", kind: "switch" },
      { group: "autoTicket", name: "contactsOnly", kind: "switch" },
      { group: "autoTicket", name: "minRingSeconds", kind: "number", min: 0, max: 600 },
    ],
  },
  {
    key: "helpdesk",
    fields: [
      { group: "helpdesk", name: "requestsPerMinute", kind: "number", min: 0, max: 100_000 },
      { group: "helpdesk", name: "repeatInDoubt", kind: "switch" },
    ],
  },
];

/** Settings with one of them changed. */
export function withSetting(settings: Settings, { group, name }: SettingField, value: unknown): Settings {
  return { ...settings, [group]: { ...settings[group], [name]: value } };
}

export function readSetting(settings: Settings, { group, name }: SettingField): unknown {
  return (settings[group] as Readonly<Record<string, unknown>> | undefined)?.[name];
}

/** Settings with a text of a scenario in place of the template's; `undefined` takes it back. */
export function withText(settings: Settings, scenario: string, name: string, value: string | undefined): Settings {
  const { [name]: _, ...rest } = settings.parameters?.[scenario] ?? {};
  const texts = value === undefined ? rest : { ...rest, [name]: value };
  const { [scenario]: __, ...others } = settings.parameters ?? {};
  return { ...settings, parameters: Object.keys(texts).length > 0 ? { ...others, [scenario]: texts } : others };
}
