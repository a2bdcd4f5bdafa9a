import type { CallId, CallNote } from "../../domain/index.ts";
import { type Operation, query, queryOne } from "../operation.ts";

/** Writes what an agent says about a call, in place of what stood there. */
export function* saveCallNote(note: CallNote): Operation<void> {
  yield* query(
    `INSERT INTO call_notes (call_id, body, written_at) VALUES (?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET body = excluded.body, written_at = excluded.written_at`,
    note.callId,
    JSON.stringify({ text: note.text, tags: note.tags }),
    note.writtenAt,
  );
}

export function* findCallNote(callId: CallId): Operation<CallNote | undefined> {
  const row = yield* queryOne("SELECT body, written_at FROM call_notes WHERE call_id = ?", callId);
  if (!row) return undefined;
  const { text, tags } = JSON.parse(row.body as string) as Pick<CallNote, "text" | "tags">;
  return { callId, text, tags, writtenAt: row.written_at as number };
}
