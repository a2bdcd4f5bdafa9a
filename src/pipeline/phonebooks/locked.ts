import { DeskbellError } from "../../base/index.ts";
import type { Phonebook } from "../../domain/index.ts";
import { findPhonebook, lockPhonebook, type Operation } from "../../store/index.ts";

/** Throws `NOT_FOUND` when there is no such phonebook. */
export function* getPhonebook(id: string): Operation<Phonebook> {
  const phonebook = yield* findPhonebook(id);
  if (!phonebook) throw new DeskbellError("NOT_FOUND", `there is no phonebook "${id}"`);
  return phonebook;
}

/** The phonebook, which nobody else changes until the end of the transaction. Throws `NOT_FOUND`, and `CONFLICT` while an integration has it. */
export function* getOrdinaryPhonebook(id: string): Operation<Phonebook> {
  yield* lockPhonebook(id);
  const phonebook = yield* getPhonebook(id);
  if (phonebook.integrationId === undefined) return phonebook;
  throw new DeskbellError(
    "CONFLICT",
    `phonebook "${id}" holds the contacts of integration "${phonebook.integrationId}" and is read-only as long as that is connected; ${RELEASE}`,
  );
}

/** How an integration lets go of its phonebook. */
export const RELEASE = "disconnect the integration, or choose another phonebook for it (contactSync.phonebook)";
