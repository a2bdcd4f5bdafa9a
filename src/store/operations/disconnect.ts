import { type Operation, query, signal } from "../operation.ts";
import { setUpSignal } from "../signals.ts";
import { releasePhonebook } from "./phonebooks.ts";

/** Switches an integration off, forgets its tokens and the secrets of its form, and releases its phonebook. All else stays as it was. */
export function* disconnect(integrationId: string): Operation<void> {
  yield* releasePhonebook(integrationId);
  yield* query("DELETE FROM token_sets WHERE integration_id = ?", integrationId);
  yield* query("DELETE FROM oauth_states WHERE integration_id = ?", integrationId);
  yield* query("DELETE FROM fields WHERE integration_id = ? AND sealed IS NOT NULL", integrationId);
  yield* query("UPDATE integrations SET enabled = 0, attention = NULL WHERE id = ?", integrationId);
  yield* signal(setUpSignal.integration(integrationId));
}
