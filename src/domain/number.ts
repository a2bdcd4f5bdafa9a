import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import type { Contact } from "./contact.ts";
import type { E164 } from "./ids.ts";
import type { FeatureSettings, NumberSpelling } from "./integration.ts";
import { isWithheld, readDialled, readRange, splitNumbers } from "./number-text.ts";

/** Fewer digits without a `+` are extensions and service numbers (2002, 1669): they have no international form. */
const MIN_DIGITS_OF_NATIONAL = 7;

/** A foreign number whose plus a trunk has dropped: bare digits, and so many that they do not fit some country by accident. */
const BARE_INTERNATIONAL = /^[1-9]\d{10,14}$/;

/** Numbers with one canonical form share these last digits however they are written. */
const KEY_DIGITS = 6;

/** Whether a country (ISO 3166) is one that {@link toE164} and the others know national numbers of. */
export function isCountry(region: string): boolean {
  return isSupportedCountry(region);
}

/**
 * The international form of a written number, `undefined` when there is none: withheld, extension, service number, nonsense.
 * `region` is the ISO 3166 country that numbers without a country code belong to. Of a field with several numbers, the first.
 */
export function toE164(raw: string, region: string): E164 | undefined {
  return parse(raw, region)?.number as E164 | undefined;
}

/** What all spellings of one number have in common: its international form where it has one, else its digits, else what was written. */
export function toCanonical(raw: string, region: string): string {
  return toE164(raw, region) ?? (readDialled(raw).digits || raw);
}

/**
 * The forms in which a helpdesk may have stored a number, in the order of `spellings`, without repetition.
 * The national form is given only for numbers of the own region, with and without its leading 0 (or 8) where both are usual; what has no international form is given as received.
 */
export function numberSpellings(
  raw: string,
  { region, spellings }: Pick<FeatureSettings["numbers"], "region" | "spellings">,
): string[] {
  if (isWithheld(raw)) return [];
  const received = raw.trim();
  const number = parse(raw, region);
  if (!number) return [received];
  const forms: Record<NumberSpelling, readonly string[]> = {
    e164: [number.number],
    "e164-digits": [number.number.slice(1)],
    national: isOfRegion(number, region) ? nationalForms(number) : [],
    "as-received": [received],
  };
  const wanted = spellings.flatMap((spelling) => forms[spelling]);
  return wanted.length > 0 ? [...new Set(wanted)] : [received];
}

/** How well two numbers agree: one line for certain, or only as far as their last digits tell. */
export type NumberAgreement = "exact" | "last-digits" | "none";

/**
 * Compares two written numbers (or fields with several; the best pair counts). Two international forms are `exact` when equal and
 * `none` otherwise. Where one has no international form, numbers of up to `lastDigits` digits must be equal, and longer ones agree
 * by their last `lastDigits` digits.
 */
export function compareNumbers(
  a: string,
  b: string,
  { region, lastDigits }: Pick<FeatureSettings["numbers"], "region" | "lastDigits">,
): NumberAgreement {
  const others = numbersOf(b, region);
  const pairs = numbersOf(a, region).flatMap((one) =>
    others.map((other) => comparePair(one, other, region, lastDigits)),
  );
  if (pairs.includes("exact")) return "exact";
  return pairs.includes("last-digits") ? "last-digits" : "none";
}

/**
 * What two matching numbers have in common: an index by it finds every candidate for {@link compareNumbers}, as long as
 * `lastDigits` is at least 6. Empty when there is nothing to find.
 */
export function toMatchKey(raw: string, region: string): string {
  return isWithheld(raw) ? "" : (toE164(raw, region) ?? readDialled(raw).digits).slice(-KEY_DIGITS);
}

/** The match keys of a contact's numbers, without repetition. */
export function toMatchKeys(numbers: Contact["numbers"], region: string): string[] {
  const keys = numbers.flatMap(({ number }) => numbersOf(number, region)).map((number) => toMatchKey(number, region));
  return [...new Set(keys)].filter((key) => key !== "");
}

/** The numbers of one field, each line of a range by itself where the range is not a number of the region as a whole. */
function numbersOf(raw: string, region: string): string[] {
  return splitNumbers(raw).flatMap((one) => rangeOf(one, region) ?? [one]);
}

// `030 1234567-8` is one number in Germany, where the tail is dialled, too; `02-123-4567-8` is none in Thailand.
function rangeOf(written: string, region: string): readonly string[] | undefined {
  const range = readRange(written);
  if (range?.[0] === undefined || isNumber(readDialled(written).dial, region)) return undefined;
  return isNumber(readDialled(range[0]).dial, region) ? range : undefined;
}

function isNumber(dial: string, region: string): boolean {
  return parsePhoneNumberFromString(dial, isSupportedCountry(region) ? region : undefined)?.isValid() === true;
}

function comparePair(a: string, b: string, region: string, lastDigits: number): NumberAgreement {
  if (isWithheld(a) || isWithheld(b)) return "none";
  const [known, other] = [toE164(a, region), toE164(b, region)];
  if (known !== undefined && other !== undefined) return known === other ? "exact" : "none";
  const left = known?.slice(1) ?? readDialled(a).digits;
  const right = other?.slice(1) ?? readDialled(b).digits;
  if (left === right) return "exact";
  if (lastDigits < 1 || Math.min(left.length, right.length) <= lastDigits) return "none";
  return left.slice(-lastDigits) === right.slice(-lastDigits) ? "last-digits" : "none";
}

// The numbers of one call are asked for again and again within seconds, and reading one costs as much as storing it.
const remembered = new Map<string, PhoneNumber | undefined>();
const REMEMBERED = 2000;

function parse(raw: string, region: string): PhoneNumber | undefined {
  const key = `${region} ${raw}`;
  if (remembered.has(key)) return remembered.get(key);
  const number = parseAnew(raw, region);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, number);
  return number;
}

function parseAnew(raw: string, region: string): PhoneNumber | undefined {
  const [first] = numbersOf(raw, region);
  if (first === undefined || isWithheld(first)) return undefined;
  const { dial, digits, international } = readDialled(first);
  if (/[*#]/.test(dial)) return undefined;
  if (!international && digits.length < MIN_DIGITS_OF_NATIONAL) return undefined;
  const country = isSupportedCountry(region) ? region : undefined;
  const guesses = readings(first, dial, international).map((text) => parsePhoneNumberFromString(text, country));
  // A number written with its country code is unambiguous even where the numbering plan does not know it (yet).
  const explicit = international || digits.startsWith("00") ? guesses : [];
  return guesses.find((guess) => guess?.isValid()) ?? explicit.find((guess) => guess?.isPossible());
}

// In order of likelihood: by the region's own rules (which know its dialling prefix for abroad), `00` as the world's commonest such
// prefix, and a number in full without its plus.
function readings(written: string, dial: string, international: boolean): string[] {
  if (international) return [dial];
  if (dial.startsWith("00")) return [dial, `+${dial.slice(2)}`];
  return BARE_INTERNATIONAL.test(written) ? [dial, `+${dial}`] : [dial];
}

// In some countries (India, Russia, Turkey …) the leading 0 or 8 is written by some and left out by others.
function nationalForms(number: PhoneNumber): string[] {
  const forms = [number.formatNational(), number.format("NATIONAL", { nationalPrefix: false })];
  return forms.map((form) => form.replace(/\D/g, ""));
}

function isOfRegion(number: PhoneNumber, region: string): boolean {
  return number.country === (region as CountryCode) || number.getPossibleCountries().includes(region as CountryCode);
}
