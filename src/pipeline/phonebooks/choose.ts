import { DeskbellError } from "../../base/index.ts";
import type { Integration } from "../../domain/index.ts";
import {
  countContacts,
  findPhonebook,
  lockPhonebook,
  lockPhonebookOf,
  type Operation,
  releasePhonebook,
  takePhonebook,
} from "../../store/index.ts";
import { RELEASE } from "./locked.ts";

const PATH = "settings.contactSync.phonebook";

/**
 * Makes the phonebook that the integration's settings name its own, and releases the one it had. Choosing its own again changes nothing.
 * Throws `CONFIG_INVALID` when there is no such phonebook, `CONFLICT` when it is not empty, another integration's or another PBX's.
 */
export function* choosePhonebook({ id, connectionId, settings }: Integration): Operation<void> {
  const wanted = settings.contactSync.phonebook;
  yield* lockPhonebookOf(id);
  yield* lockPhonebook(wanted);
  const phonebook = yield* findPhonebook(wanted);
  if (!phonebook) {
    throw refusal("CONFIG_INVALID", id, {
      message: `there is no phonebook "${wanted}"`,
      help: "Make it first, or leave this out: then the integration has one of its own.",
    });
  }
  if (phonebook.connectionId !== undefined && phonebook.connectionId !== connectionId) {
    throw refusal("CONFLICT", id, {
      message: `phonebook "${wanted}" belongs to connection "${phonebook.connectionId}", the integration to "${connectionId}"`,
      help: "Choose one that belongs to the same connection, or to none.",
    });
  }
  if (phonebook.integrationId === id) return;
  if (phonebook.integrationId !== undefined) {
    throw refusal("CONFLICT", id, {
      message: `phonebook "${wanted}" holds the contacts of integration "${phonebook.integrationId}"`,
      help: `Choose another one; or first ${RELEASE.replace("the integration", "that integration")}.`,
    });
  }
  const contacts = yield* countContacts(wanted);
  if (contacts > 0) {
    throw refusal("CONFLICT", id, {
      message: `phonebook "${wanted}" is not empty: ${contacts === 1 ? "a contact is" : `${contacts} contacts are`} in it`,
      help: "Empty it first, or choose another one.",
    });
  }
  yield* releasePhonebook(id);
  yield* takePhonebook(wanted, id);
}

function refusal(
  code: "CONFIG_INVALID" | "CONFLICT",
  integrationId: string,
  { message, help }: { readonly message: string; readonly help: string },
): DeskbellError {
  return new DeskbellError(code, `integration "${integrationId}": ${message}`, {
    problems: [{ path: PATH, message, help }],
  });
}
