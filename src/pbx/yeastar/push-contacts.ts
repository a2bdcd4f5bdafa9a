import { DeskbellError } from "../../base/index.ts";
import { isWithheld, toCanonical } from "../../domain/index.ts";
import type { ContactPush, PushedContact, PushResult } from "../connector.ts";
import type { YeastarApi } from "./api.ts";
import { answerSchema, contactRowSchema, createdAnswerSchema, phonebookRowSchema } from "./wire.ts";

/** What tells our contacts from those that a person wrote at the PBX: only ours are changed. */
const MARK = "deskbell";

/** In the order in which a contact's numbers take the PBX's places; written and read they have different names. */
const PLACES = [
  ["business_number", "business"],
  ["mobile_number", "mobile"],
  ["business_number2", "business2"],
  ["mobile_number2", "mobile2"],
  ["home_number", "home"],
  ["home_number2", "home2"],
  ["other_number", "other"],
] as const;

/**
 * Writes contacts into the PBX's company contacts and one phonebook of ours, which is made when it is missing. A contact is recognised
 * by its numbers, so that pushing again changes only what differs; nothing is removed.
 */
export async function pushContacts(api: YeastarApi, { phonebook, region, contacts }: ContactPush): Promise<PushResult> {
  const phonebookId = await findOrCreatePhonebook(api, phonebook);
  const { rows } = await api.list({ path: "company_contact/list" }, contactRowSchema);
  const byNumber = new Map(rows.flatMap((row) => numbersOf(row, region).map((number) => [number, row] as const)));
  // Of two contacts with one number the first has it, so that pushing again does not change it to and fro.
  const taken = new Set<number>();
  const result = { created: 0, updated: 0, unchanged: 0, skipped: 0, withoutRoom: 0 };
  for (const contact of contacts) {
    const numbers = toNumbers(contact, region);
    if (numbers.length === 0) {
      result.skipped++;
      continue;
    }
    const body = toBody(contact, numbers, phonebookId);
    const known = numbers.map((number) => byNumber.get(number)).find((row) => row !== undefined);
    if (!known) {
      const id = result.withoutRoom > 0 ? undefined : await create(api, body);
      if (id === undefined) result.withoutRoom++;
      else {
        result.created++;
        const row = {
          id,
          contact_name: contact.name,
          company: contact.company ?? "",
          email: contact.email ?? "",
          remark: MARK,
        };
        for (const number of numbers) byNumber.set(number, row);
        taken.add(id);
      }
    } else if (known.remark !== MARK || taken.has(known.id)) result.skipped++;
    else if (isSame(known, contact, numbers, region)) {
      taken.add(known.id);
      result.unchanged++;
    } else {
      taken.add(known.id);
      await api.ask({ path: "company_contact/update", body: { id: known.id, ...body } }, answerSchema);
      result.updated++;
    }
  }
  return result;
}

async function findOrCreatePhonebook(api: YeastarApi, name: string): Promise<number> {
  const { rows } = await api.list({ path: "phonebook/list" }, phonebookRowSchema);
  const known = rows.find((row) => row.name === name);
  if (known) return known.id;
  const body = { name, member_select: "sel_specific", add_contacts_id_list: [] };
  return (await api.ask({ path: "phonebook/create", body }, createdAnswerSchema)).id;
}

async function create(api: YeastarApi, body: Readonly<Record<string, unknown>>): Promise<number | undefined> {
  try {
    return (await api.ask({ path: "company_contact/create", body }, createdAnswerSchema)).id;
  } catch (error) {
    if (error instanceof DeskbellError && error.code === "PBX_LIMIT") return undefined;
    throw error;
  }
}

type Row = (typeof contactRowSchema)["_output"];

function toNumbers({ numbers }: PushedContact, region: string): string[] {
  const dialled = numbers.filter((number) => !isWithheld(number)).map((number) => toCanonical(number, region));
  return [...new Set(dialled)].slice(0, PLACES.length);
}

function toBody(contact: PushedContact, numbers: readonly string[], phonebookId: number): Record<string, unknown> {
  return {
    first_name: contact.name || numbers[0],
    last_name: "",
    company: contact.company ?? "",
    email: contact.email ?? "",
    remark: MARK,
    number_list: numbers.map((number, index) => ({ num_type: PLACES[index]?.[0], number })),
    phonebook_id_list: [phonebookId],
  };
}

function isSame(row: Row, contact: PushedContact, numbers: readonly string[], region: string): boolean {
  const has = new Set(numbersOf(row, region));
  return (
    row.contact_name === (contact.name || numbers[0]) &&
    row.company === (contact.company ?? "") &&
    row.email === (contact.email ?? "") &&
    has.size === numbers.length &&
    numbers.every((number) => has.has(number))
  );
}

function numbersOf(row: Row, region: string): string[] {
  return PLACES.flatMap(([_written, read]) => (row[read] ? toCanonical(String(row[read]), region) : []));
}
