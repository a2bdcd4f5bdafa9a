import { type Contact, compareNumbers, type FeatureSettings, type NumberAgreement } from "../domain/index.ts";

/** Contacts that came back from a search, sorted by whether they really have the number. */
export interface FilteredHits {
  /** In the order in which they were found. */
  readonly kept: readonly Contact[];
  readonly dropped: readonly { readonly contact: Contact; readonly reason: string }[];
  /** Those of `kept` that show no number, so that the helpdesk's word must do; a sentence about each. */
  readonly unchecked: readonly { readonly contact: Contact; readonly reason: string }[];
}

/**
 * More contacts without a visible number than this cannot be the answer to a search for one number: helpdesks exist that answer with
 * everybody when they do not know the field that was searched.
 */
const MAX_UNCHECKED = 5;

/**
 * Drops hits whose own numbers are known and none of which is `number`. A contact that has exactly the number beats those that merely
 * end alike. Hits that show no number at all are kept when nobody else was found, and named in `unchecked`.
 */
export function filterHits(
  contacts: readonly Contact[],
  number: string,
  settings: Pick<FeatureSettings["numbers"], "region" | "lastDigits">,
): FilteredHits {
  const graded = contacts.map((contact) => ({ contact, grade: gradeOf(contact, number, settings) }));
  const exact = graded.some(({ grade }) => grade === "exact");
  const proven = exact || graded.some(({ grade }) => grade === "last-digits");
  const hidden = graded.filter(({ grade }) => grade === "hidden").length;
  const judged = graded.map(({ contact, grade }) => ({
    contact,
    reason: reasonToDrop({ contact, grade, number, exact, proven, hidden, lastDigits: settings.lastDigits }),
    isHidden: grade === "hidden",
  }));
  const kept = judged.filter(({ reason }) => reason === undefined);
  return {
    kept: kept.map(({ contact }) => contact),
    dropped: judged.flatMap(({ contact, reason }) => (reason === undefined ? [] : [{ contact, reason }])),
    unchecked: kept
      .filter(({ isHidden }) => isHidden)
      .map(({ contact }) => ({
        contact,
        reason: `${name(contact)} shows no number of its own, so the helpdesk's answer was taken on trust`,
      })),
  };
}

type Grade = NumberAgreement | "hidden";

function gradeOf(
  contact: Contact,
  number: string,
  settings: Pick<FeatureSettings["numbers"], "region" | "lastDigits">,
): Grade {
  const own = contact.numbers.map((one) => one.number).filter((one) => /\p{Nd}/u.test(one));
  if (own.length === 0) return "hidden";
  const grades = own.map((one) => compareNumbers(one, number, settings));
  if (grades.includes("exact")) return "exact";
  return grades.includes("last-digits") ? "last-digits" : "none";
}

function reasonToDrop(hit: {
  readonly contact: Contact;
  readonly grade: Grade;
  readonly number: string;
  readonly exact: boolean;
  readonly proven: boolean;
  readonly hidden: number;
  readonly lastDigits: number;
}): string | undefined {
  const { contact, grade, number } = hit;
  if (grade === "none") {
    const own = contact.numbers.map((one) => one.number).filter(Boolean);
    return `${name(contact)} has ${own.join(", ")}, none of which is ${number}`;
  }
  if (grade === "last-digits" && hit.exact) {
    return `${name(contact)} shares only the last ${hit.lastDigits} digits with ${number}, and another contact has exactly this number`;
  }
  if (grade === "hidden" && hit.proven) {
    return `${name(contact)} shows no number of its own, and another contact has ${number}`;
  }
  if (grade === "hidden" && hit.hidden > MAX_UNCHECKED) {
    return `the helpdesk answered with ${hit.hidden} contacts that show no number, so its search seems to have ignored ${number}`;
  }
  return undefined;
}

const name = (contact: Contact): string => `${contact.type} ${contact.id} ("${contact.name}")`;
