/** What a written number says: how it is dialled, without decoration and without the extension behind it. */
export interface DialledNumber {
  /** ASCII digits, with a leading `+` where it was written; service codes keep `*` and `#`. Empty when there is no digit. */
  readonly dial: string;
  /** ASCII digits only. */
  readonly digits: string;
  /** Written in international form with a `+`. */
  readonly international: boolean;
}

/** Words and signs that announce an extension, or several, behind a number: English, Thai, German, Russian, Chinese, Japanese. */
const EXTENSION_SUFFIX =
  /(?:ต่อ|แยก|กด|;\s*ext=|extension|extn?|ext|x|#|доб|вн|durchwahl|dw|poste|内線|分机|转)[\s.:]*\d{1,7}(?:\s*(?:[-–/]|ถึง|to)\s*\d{1,7})*\s*$/iu;

/** Shorter heads are codes such as `*72#1` rather than a number with an extension. */
const MIN_DIGITS_BEFORE_EXTENSION = 5;

/** Fewer digits on either side of a slash are an area code or a group of one number rather than a number of their own. */
const MIN_DIGITS_OF_ONE_NUMBER = 7;

/** No number of the world has more (E.164), its country code included. */
const MAX_DIGITS_OF_ONE_NUMBER = 15;
/** A longer text is no list of numbers, and taking it apart at every blank would take long. */
const MAX_CROWD = 300;

/** `02-123-4567-9`, `02-123-4560 ถึง 7`: lines that follow one another, by the last digits of the last one. */
const RANGE = /^(.*\d)\s*(?:[-–~]|ถึง|to)\s*(\d{1,2})\s*$/iu;
const MAX_LINES = 20;

/** What PBXs and carriers write in place of a number that the caller hides. The digits spell ANONYMOUS on a keypad. */
const WITHHELD_DIGITS = /^(?:0*|266696687)$/;

const COMBINED_ZERO = /^(\+|00)(?!39)([^(]*)\(0\)/;

/** Whether there is no number that anybody could be found by: empty, `anonymous`, `<unknown>`, `private`, a name without digits. */
export function isWithheld(raw: string): boolean {
  return WITHHELD_DIGITS.test(readDialled(raw).digits);
}

/**
 * Reads one written number: any script's digits, no-break spaces, dots, brackets, `tel:` and `sip:` addresses, `Name <number>`,
 * `+49 (0)30`, and extensions behind it. Never fails; a text without digits gives empty strings.
 */
export function readDialled(raw: string): DialledNumber {
  const address = toAddress(toAsciiDigits(raw));
  const text = dropExtension(address).replace(COMBINED_ZERO, "$1$2");
  const digits = text.replace(/\D/g, "");
  const international = digits !== "" && /^[^\d]*\+/.test(text);
  const code = /^[*#][\d*#]+$/.test(text.trim()) ? text.trim() : undefined;
  return { dial: code ?? (international ? `+${digits}` : digits), digits, international };
}

/**
 * The numbers of one field, each as written: `02-111-2222 / 02-111-2223`, `a, b`, `a or b`, and `02-111-2222/3` (the last digits
 * of a second number). A slash inside one number (`030/1234567`) does not split it.
 */
export function splitNumbers(raw: string): string[] {
  const parts = toAsciiDigits(raw)
    .split(/[,|\n]|;(?!\s*(?:ext|phone-context|isub)=)|\s(?:or|and|und|oder|หรือ|และ)\s|(?<=\d[\d\s().-]{6,}\s)(?=\+)/iu)
    .flatMap(splitAtSlashes)
    .flatMap(splitCrowded)
    .map((part) => part.trim())
    .filter((part) => /\d/.test(part));
  return [...new Set(parts)];
}

function splitAtSlashes(text: string): string[] {
  const numbers: string[] = [];
  for (const part of text.split("/")) {
    const before = numbers.at(-1);
    const count = countDigits(part);
    if (before === undefined) numbers.push(part);
    else if (countDigits(before) < MIN_DIGITS_OF_ONE_NUMBER) numbers.push(`${numbers.pop()}/${part}`);
    else if (count >= MIN_DIGITS_OF_ONE_NUMBER) numbers.push(part);
    else if (count > 2) numbers.push(`${numbers.pop()}/${part}`);
    else if (count > 0) numbers.push(replaceTail(before, part.trim()));
  }
  return numbers;
}

// More digits than one number can have are several numbers with nothing but blanks or labels between: `021234567 M: 0812345678`.
function splitCrowded(text: string): string[] {
  if (text.length > MAX_CROWD || countDigits(dropExtension(text)) <= MAX_DIGITS_OF_ONE_NUMBER) return [text];
  const places = [...text.matchAll(/\s+/g)]
    .map(({ index }) => ({ index, left: countDigits(text.slice(0, index)), right: countDigits(text.slice(index)) }))
    .filter(({ left, right }) => left >= MIN_DIGITS_OF_ONE_NUMBER && right >= MIN_DIGITS_OF_ONE_NUMBER);
  const uneven = ({ left, right }: { readonly left: number; readonly right: number }) => Math.abs(left - right);
  const place =
    places.find(({ index }) => /^\s+[0+(\p{L}]/u.test(text.slice(index))) ??
    places.toSorted((a, b) => uneven(a) - uneven(b))[0];
  if (!place) return [text];
  return [text.slice(0, place.index), ...splitCrowded(text.slice(place.index))];
}

/** The numbers of lines that follow one another, the first as it is written; `undefined` when the text does not look like that. */
export function readRange(written: string): readonly string[] | undefined {
  const [, head, tail] = RANGE.exec(dropExtension(written)) ?? [];
  if (head === undefined || tail === undefined || countDigits(head) < MIN_DIGITS_OF_ONE_NUMBER) return undefined;
  const first = Number(head.slice(-tail.length));
  const lines = Number(tail) - first + 1;
  if (!(lines > 1 && lines <= MAX_LINES)) return undefined;
  return Array.from({ length: lines }, (_, at) => replaceTail(head, String(first + at).padStart(tail.length, "0")));
}

function replaceTail(number: string, tail: string): string {
  const text = number.trimEnd();
  return /^\d{1,2}$/.test(tail) ? text.slice(0, -tail.length) + tail : text;
}

const countDigits = (text: string): number => text.replace(/\D/g, "").length;

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

// Decimal digits of every script stand in runs of ten from zero to nine, so the distance to the start of the run is the value.
function toAsciiDigits(text: string): string {
  if (isAscii(text)) return text;
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (char) => {
    const point = char.codePointAt(0) as number;
    let start = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
    return String((point - start) % 10);
  });
}

function toAddress(text: string): string {
  const inBrackets = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  return inBrackets
    .trim()
    .replace(/^(?:tel|sips?|callto):/i, "")
    .replace(/@.*$/, "")
    .replace(/;(?!\s*ext=).*?(?=;\s*ext=|$)/i, "");
}

function dropExtension(text: string): string {
  const suffix = EXTENSION_SUFFIX.exec(text);
  if (!suffix || countDigits(text.slice(0, suffix.index)) < MIN_DIGITS_BEFORE_EXTENSION) return text;
  return text.slice(0, suffix.index);
}
