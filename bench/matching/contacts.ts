import type { Contact } from "../../src/domain/index.ts";

/** How many contacts have the switchboard's number beside two numbers of their own: the first ones. */
export const AT_SWITCHBOARD = 200;
export const SWITCHBOARD = "+6623456789";

/** Contacts in one answer of the helpdesk. */
const PAGE_SIZE = 100;
const FIRST_NAMES = "Anan Béatrice จันทร์ Dmitri Ewa Farid Grace Hana Ivan Julia Kofi Lena มานี Nok Olu Ploy".split(" ");
const LAST_NAMES = "Smith Jaidee ใจดี Novak O'Brien Garcia Kim Müller Rossi Silva Tanaka Umar Vega Wong Xu".split(" ");

/** Seven digits that look drawn by lot: some numbers have their last digits in common, as real ones do, and a few people share one. */
const toDigits = (at: number): string => String(Math.floor(scramble(at) * 10_000_000)).padStart(7, "0");

/** The three numbers of a contact in their international form. */
export function toNumbers(at: number): [business: string, mobile: string, home: string] {
  const third = at < AT_SWITCHBOARD ? SWITCHBOARD : `+659${(at % 8) + 1}${toDigits(at * 4 + 2).slice(1)}`;
  return [`+668${at % 10}${toDigits(at * 4)}`, `+669${at % 10}${toDigits(at * 4 + 1)}`, third];
}

/** A mobile number that no contact has. */
export const toStrangersNumber = (at: number): string => `+6661${toDigits(at * 4 + 3)}`;

const TELEPHONE_SPELLINGS: readonly ((national: string, code: string) => string)[] = [
  (national, code) => `+${code}${national}`,
  (national, code) => `+${code} ${national.slice(0, 2)} ${national.slice(2, 5)} ${national.slice(5)}`,
  (national, code) => `+${code}-${national.slice(0, 4)}-${national.slice(4)}`,
  (national, code) => `00${code === "66" ? "1" : "9"}${code}${national}`,
];
const THAI_SPELLINGS: typeof TELEPHONE_SPELLINGS = [
  ...TELEPHONE_SPELLINGS.slice(0, 3),
  (national) => `0${national}`,
  (national) => `0${national.slice(0, 2)}-${national.slice(2, 5)}-${national.slice(5)}`,
  (national) => `(0${national.slice(0, 2)}) ${national.slice(2, 5)} ${national.slice(5)}`,
  (national, code) => `${code}${national}`,
];

/** Writes an international number as people and telephone systems do; `choice` is any whole number from 0 on. */
export function respell(number: string, choice: number): string {
  const spellings = number.startsWith("+66") ? THAI_SPELLINGS : TELEPHONE_SPELLINGS;
  return spellings[choice % spellings.length]?.(number.slice(3), number.slice(1, 3)) ?? number;
}

/** The helpdesk's answers to "all contacts, page by page", as JSON texts. */
export function* makePages(count: number): Generator<string> {
  for (let from = 0; from < count; from += PAGE_SIZE) {
    const size = Math.min(PAGE_SIZE, count - from);
    yield JSON.stringify({ contacts: Array.from({ length: size }, (_, at) => makeRow(from + at)) });
  }
}

interface HelpdeskRow {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phones: readonly [string, string, string];
  readonly company: string;
  readonly note: string;
}

function makeRow(at: number): HelpdeskRow {
  const [business, mobile, home] = toNumbers(at);
  return {
    id: at,
    first_name: FIRST_NAMES[at % FIRST_NAMES.length] as string,
    last_name: LAST_NAMES[at % LAST_NAMES.length] as string,
    email: `person${at}@company${at % 997}.example`,
    phones: [respell(business, at), respell(mobile, at + 1), respell(home, at + 2)],
    company: `Company ${at % 997}`,
    note: "Called about an invoice; asked to be called back in the afternoon.",
  };
}

/** The contacts of a page, as a look-up gives them to the phonebook. */
export function readPage(text: string): Contact[] {
  const { contacts } = JSON.parse(text) as { contacts: readonly HelpdeskRow[] };
  return contacts.map(({ id, first_name, last_name, email, phones, company, note }) => {
    const url = `https://helpdesk.example/contacts/${id}`;
    const [business, mobile, home] = phones;
    return {
      id: String(id),
      type: "contacts",
      name: `${first_name} ${last_name}`,
      email,
      numbers: [
        { kind: "BusinessNumber", number: business },
        { kind: "MobileNumber", number: mobile },
        { kind: "HomeNumber", number: home },
      ],
      customValue: "",
      url,
      outputs: { ContactsId: String(id), FirstName: first_name, LastName: last_name, Company: company, Note: note },
    };
  });
}

/** From 0 to below 1, the same for the same number. */
function scramble(at: number): number {
  let mixed = Math.imul(at ^ (at >>> 16) ^ 0x5bd1e995, 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** Gives whole numbers from 0 to below a limit, in the same order in each run. */
export function createDraws(): (limit: number) => number {
  let drawn = 1_000_000_000;
  return (limit) => Math.floor(scramble(drawn++) * limit);
}
