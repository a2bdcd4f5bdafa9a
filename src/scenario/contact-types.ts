import { CONTACT_TYPES, type ContactType } from "../domain/index.ts";

/** The contact type that a request of a contact scenario names: `contacts`, `SearchContact_leads`. */
export function namedTypeOf(requestName: string): ContactType | undefined {
  const name = requestName.toLowerCase().replace(/^searchcontact_?/, "");
  return CONTACT_TYPES.find((type) => type === name);
}

/** The contact type that a request of a contact scenario is about; contacts when it names none. */
export function contactTypeOf(requestName: string): ContactType {
  return namedTypeOf(requestName) ?? "contacts";
}

/** The output that holds the id of a record of this type (`ContactsId`, `LeadsId`, `AccountsId`). */
export function idOutputOf(type: ContactType): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}Id`;
}

/** The id in a row, whichever of its names the template gave it. */
export function idOf(row: Readonly<Record<string, string>>, type: ContactType): string {
  return row[idOutputOf(type)] || row.ContactId || row.ContactsId || row.LeadsId || row.AccountsId || "";
}
