import type { CallId, ExtensionNumber, Popup } from "../../domain/index.ts";
import { type Operation, query, type Row } from "../operation.ts";

/** Saves a pop-up. Gives false when this extension has had it for this call and trigger already. */
export function* addPopup(popup: Popup): Operation<boolean> {
  const rows = yield* query(
    `INSERT INTO popups (id, integration_id, call_id, extension, trigger, state, url, contact_name, match, number, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (integration_id, call_id, extension, trigger) DO NOTHING RETURNING id`,
    popup.id,
    popup.integrationId,
    popup.callId,
    popup.extension,
    popup.trigger,
    popup.state,
    popup.url,
    popup.contactName,
    popup.match,
    popup.number,
    popup.createdAt,
  );
  return rows.length > 0;
}

/** Fills in the contact, or withdraws the pop-up. */
export function* updatePopup(popup: Popup): Operation<void> {
  yield* query(
    "UPDATE popups SET state = ?, url = ?, contact_name = ?, match = ? WHERE id = ?",
    popup.state,
    popup.url,
    popup.contactName,
    popup.match,
    popup.id,
  );
}

export function* listPopupsOfCall(callId: string): Operation<Popup[]> {
  const popups = (yield* query("SELECT * FROM popups WHERE call_id = ?", callId)).map(toPopup);
  // Sorted here, since a handful of rows is not worth the sorter that the database would set up.
  return popups.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

function toPopup(row: Row): Popup {
  return {
    id: row.id as string,
    integrationId: row.integration_id as string,
    callId: row.call_id as CallId,
    extension: row.extension as ExtensionNumber,
    trigger: row.trigger as Popup["trigger"],
    state: row.state as Popup["state"],
    url: row.url as string,
    contactName: row.contact_name as string,
    match: row.match as Popup["match"],
    number: row.number as string,
    createdAt: row.created_at as number,
  };
}
