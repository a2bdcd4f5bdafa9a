import { type Contact, type ContactType, toSearchText } from "../../domain/index.ts";
import { type Operation, query, queryOne, type Row } from "../operation.ts";
import { type ContactKey, findContact, type PhonebookEntry } from "./contacts.ts";
import { toPattern } from "./like.ts";

/** So many contacts are looked at in one step of a search, so that a large phonebook keeps nobody waiting. */
export const SEARCH_STEP = 20_000;

/** A place among a phonebook's contacts, in the order of their names. */
export interface ContactPlace extends ContactKey {
  readonly text: string;
}

/** What one step of a search found. `next` is where it goes on; absent = this was the end. */
export interface FoundContacts {
  readonly entries: readonly PhonebookEntry[];
  readonly next?: ContactPlace;
}

/** Before all contacts. */
const START: ContactPlace = { text: "", type: "" as ContactType, id: "" };

/**
 * Up to `limit` contacts of a phonebook behind a place, by name, whose search text holds all the words. Looks at {@link SEARCH_STEP}
 * contacts at most, so fewer than `limit` do not mean the end.
 */
export function* searchContacts(
  phonebookId: string,
  words: readonly string[],
  after: ContactPlace = START,
  limit: number,
): Operation<FoundContacts> {
  const last = words.length === 0 ? undefined : yield* findStepEnd(phonebookId, after);
  // The index alone answers this; the contacts themselves are read only of those that fit.
  const rows = yield* query(
    `SELECT type, contact_id, sought FROM contacts
     WHERE phonebook_id = ? AND (sought, type, contact_id) > (?, ?, ?)
       ${last ? "AND (sought, type, contact_id) <= (?, ?, ?)" : ""}
       ${words.map(() => "AND sought LIKE ? ESCAPE '!'").join(" ")}
     ORDER BY sought, type, contact_id LIMIT ?`,
    phonebookId,
    ...toValues(after),
    ...(last ? toValues(last) : []),
    ...words.map(toPattern),
    limit,
  );
  const places = rows.map(toPlace);
  const entries: PhonebookEntry[] = [];
  for (const place of places) {
    const entry = yield* findContact(phonebookId, place);
    if (entry) entries.push(entry);
  }
  const next = places.length === limit ? places.at(-1) : last;
  return next ? { entries, next } : { entries };
}

/** The contact at the end of the step; `undefined` when the phonebook ends before it. */
function* findStepEnd(phonebookId: string, after: ContactPlace): Operation<ContactPlace | undefined> {
  const row = yield* queryOne(
    `SELECT type, contact_id, sought FROM contacts WHERE phonebook_id = ? AND (sought, type, contact_id) > (?, ?, ?)
     ORDER BY sought, type, contact_id LIMIT 1 OFFSET ?`,
    phonebookId,
    ...toValues(after),
    SEARCH_STEP - 1,
  );
  return row && toPlace(row);
}

/** Fills in the search text of `limit` contacts that an earlier version wrote. Gives how many. */
export function* addSearchTexts(limit: number): Operation<number> {
  const rows = yield* query(
    "SELECT phonebook_id, type, contact_id, body FROM contacts WHERE sought = '' LIMIT ?",
    limit,
  );
  for (const row of rows) {
    yield* query(
      "UPDATE contacts SET sought = ? WHERE phonebook_id = ? AND type = ? AND contact_id = ?",
      toSearchText(JSON.parse(row.body as string) as Contact),
      row.phonebook_id as string,
      row.type as string,
      row.contact_id as string,
    );
  }
  return rows.length;
}

function toPlace(row: Row): ContactPlace {
  return { text: row.sought as string, type: row.type as ContactType, id: row.contact_id as string };
}

function toValues({ text, type, id }: ContactPlace): [string, string, string] {
  return [text, type, id];
}
