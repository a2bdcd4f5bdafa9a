import type { CallId, ExtensionNumber, FeatureName, Skip, Trigger } from "../../domain/index.ts";
import { type Operation, query } from "../operation.ts";

/** Records a decision not to deliver. Gives false when the same decision stands already. */
export function* addSkip(callId: CallId, integrationId: string, skip: Skip, now: number): Operation<boolean> {
  const rows = yield* query(
    `INSERT INTO skips (call_id, integration_id, feature, trigger, extension, code, reason, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (call_id, integration_id, feature, trigger, extension) DO NOTHING RETURNING code`,
    callId,
    integrationId,
    skip.feature,
    skip.trigger,
    skip.extension ?? "",
    skip.code,
    skip.reason,
    now,
  );
  return rows.length > 0;
}

export function* listSkips(
  callId: string,
): Operation<(Skip & { readonly integrationId: string; readonly at: number })[]> {
  const rows = yield* query("SELECT * FROM skips WHERE call_id = ? ORDER BY created_at", callId);
  return rows.map((row) => ({
    kind: "skip",
    feature: row.feature as FeatureName,
    trigger: row.trigger as Trigger,
    ...(row.extension !== "" && { extension: row.extension as ExtensionNumber }),
    code: row.code as string,
    reason: row.reason as string,
    integrationId: row.integration_id as string,
    at: row.created_at as number,
  }));
}
