import type { Contact } from "./contact.ts";
import { readDialled, splitNumbers } from "./number-text.ts";

/** A named list of contacts. */
export interface Phonebook {
  readonly id: string;
  readonly name: string;
  /** The PBX connection it belongs to; absent = to all of them. */
  readonly connectionId?: string;
  /** The integration whose contacts it holds: while it has one, nobody else writes into it. Absent = an ordinary phonebook. */
  readonly integrationId?: string;
  /** The integration for which it was made by itself; absent = a person made it. */
  readonly madeFor?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What people search a contact by is kept so long; what is longer is found by its beginning. */
const MAX_TEXT = 400;
const MAX_WORDS = 6;

/** What a contact is searched and sorted by: name, company, e-mail and the digits of its numbers. Never empty. */
export function toSearchText({ name, email, numbers, outputs }: Contact): string {
  const digits = numbers.flatMap(({ number }) => splitNumbers(number)).map((number) => readDialled(number).digits);
  return toPlain([name, outputs.Company ?? "", email, ...digits].join("\n")).slice(0, MAX_TEXT);
}

/** What a caller is searched by in lists of calls: the name alone; empty when there is none. */
export function toNameText(name: string): string {
  return toPlain(name).slice(0, MAX_TEXT);
}

/** The parts of a typed text, each of which a contact's {@link toSearchText} must hold somewhere. */
export function toSearchWords(text: string): string[] {
  return toPlain(text)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
}

/** The digits of a typed text that is a telephone number or a part of one, without what stands for "long distance"; else `undefined`. */
export function toSearchDigits(text: string): string | undefined {
  if (!/^[\s\p{Nd}+().\-/]+$/u.test(text) || !/\p{Nd}/u.test(text)) return undefined;
  return readDialled(text).digits.replace(/^0+(?=\d)/, "");
}

// NUL is no text to PostgreSQL.
function toPlain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("\0", "");
}
