import { CONTACT_TYPES, type ContactType, DEFAULT_SETTINGS, type FeatureSettings } from "../domain/index.ts";

/** Settings of which any member may be left out. */
export type SettingsInput = {
  readonly [Group in Exclude<keyof FeatureSettings, "parameters">]?:
    | { readonly [Name in keyof FeatureSettings[Group]]?: FeatureSettings[Group][Name] | undefined }
    | undefined;
} & { readonly parameters?: FeatureSettings["parameters"] | undefined };

/**
 * Fills what was left out with {@link DEFAULT_SETTINGS}. `available` names the contact types that the template can search; the
 * default looks in all of them, contacts first. `creatable` names those that it can create; the default is the first of these that is
 * searched, too.
 */
export function withDefaults(
  input: SettingsInput = {},
  available: readonly ContactType[] = ["contacts"],
  creatable: readonly ContactType[] = [],
): FeatureSettings {
  const types = CONTACT_TYPES.filter((type) => available.includes(type));
  const type = types.find((one) => creatable.includes(one)) ?? creatable[0] ?? types[0] ?? "contacts";
  const contactCreation = { ...DEFAULT_SETTINGS.contactCreation, type, ...given(input.contactCreation) };
  return {
    contactSync: { ...DEFAULT_SETTINGS.contactSync, ...(types.length > 0 && { types }), ...given(input.contactSync) },
    numbers: { ...DEFAULT_SETTINGS.numbers, ...given(input.numbers) },
    matching: { ...DEFAULT_SETTINGS.matching, ...given(input.matching) },
    contactCreation: { ...contactCreation, namePattern: toNamePattern(contactCreation) },
    popup: { ...DEFAULT_SETTINGS.popup, ...given(input.popup) },
    callJournal: { ...DEFAULT_SETTINGS.callJournal, ...given(input.callJournal) },
    autoTicket: { ...DEFAULT_SETTINGS.autoTicket, ...given(input.autoTicket) },
    helpdesk: { ...DEFAULT_SETTINGS.helpdesk, ...given(input.helpdesk) },
    parameters: input.parameters ?? DEFAULT_SETTINGS.parameters,
  };
}

/** The vendor's names for new records; they follow the type as long as nobody has written one of their own. */
const NAME_PATTERNS: Readonly<Record<ContactType, string>> = {
  contacts: DEFAULT_SETTINGS.contactCreation.namePattern,
  leads: "Automatic New Lead {{.ContactNumber}}",
  accounts: "Automatic New Account {{.ContactNumber}}",
};

function toNamePattern({ type, namePattern }: FeatureSettings["contactCreation"]): string {
  return Object.values(NAME_PATTERNS).includes(namePattern) ? NAME_PATTERNS[type] : namePattern;
}

type Given<Group> = { readonly [Name in keyof Group]?: Exclude<Group[Name], undefined> };

function given<Group extends object>(group: Group | undefined): Given<Group> {
  return Object.fromEntries(Object.entries(group ?? {}).filter(([, value]) => value !== undefined)) as Given<Group>;
}
