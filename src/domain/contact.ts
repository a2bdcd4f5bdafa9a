/** The helpdesk's kinds of record that may own a number; lower-case plural, as the template's requests are named. */
export type ContactType = "contacts" | "leads" | "accounts";
export const CONTACT_TYPES: readonly ContactType[] = ["contacts", "leads", "accounts"];

/** The nine kinds of number that the vendor's outputs name. */
export const NUMBER_KINDS = [
  "BusinessNumber",
  "BusinessNumber2",
  "BusinessFaxNumber",
  "MobileNumber",
  "MobileNumber2",
  "HomeNumber",
  "HomeNumber2",
  "HomeFaxNumber",
  "OtherNumber",
] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** A person or company record of the helpdesk, as a look-up found it. */
export interface Contact {
  /** The helpdesk's id (`ContactsId`, `LeadsId`, `AccountsId`). */
  readonly id: string;
  readonly type: ContactType;
  readonly name: string;
  readonly email: string;
  /** As stored in the helpdesk, never rewritten. */
  readonly numbers: readonly { readonly kind: NumberKind; readonly number: string }[];
  readonly customValue: string;
  /** The contact's page; empty when the template gives none. */
  readonly url: string;
  /** Every output of the row, by name, for later scenarios. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** The answer to "who is this?" for one call in one integration. */
export type Match =
  | { readonly state: "pending" }
  | {
      readonly state: "known";
      readonly contact: Contact;
      readonly source: "phonebook" | "helpdesk" | "created" | "picked";
      /** Further contacts with this number that the policy passed over. */
      readonly others?: readonly Contact[];
      /** From the phonebook: when it was last read from the helpdesk (ms since 1970). */
      readonly fetchedAt?: number;
    }
  | { readonly state: "ambiguous"; readonly contacts: readonly Contact[] }
  | { readonly state: "unknown" }
  /** The look-up was given up; `reason` is a sentence for people. */
  | { readonly state: "failed"; readonly reason: string }
  /** Nothing to look up: internal call, withheld number, or contact synchronisation switched off. */
  | { readonly state: "none"; readonly reason: string };
