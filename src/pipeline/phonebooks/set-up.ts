import { DeskbellError } from "../../base/index.ts";
import type { Phonebook } from "../../domain/index.ts";
import {
  addPhonebook,
  changePhonebook,
  findConnection,
  findPhonebook,
  lockPhonebook,
  type Operation,
} from "../../store/index.ts";
import type { SetUpTools } from "../set-up/tools.ts";
import { getOrdinaryPhonebook } from "./locked.ts";

export interface PhonebookInput {
  readonly id: string;
  /** Absent = leave it as it is; of a new one, its id. */
  readonly name?: string | undefined;
  /** Absent = leave it as it is; `null` = of all connections. */
  readonly connectionId?: string | null | undefined;
}

/** Makes a phonebook. Throws `CONFLICT` when there is one with its id, `NOT_FOUND` when there is no such connection. */
export function makePhonebook(
  input: PhonebookInput,
  { store, env }: Pick<SetUpTools, "store" | "env">,
): Promise<Phonebook> {
  return store.write(function* (): Operation<Phonebook> {
    yield* lockPhonebook(input.id);
    if (yield* findPhonebook(input.id)) {
      throw new DeskbellError(
        "CONFLICT",
        `there is a phonebook "${input.id}" already; give another id, or change that one`,
      );
    }
    const phonebook = toChanged({ id: input.id, name: input.id, createdAt: env.now() }, input);
    yield* checkConnection(phonebook);
    yield* addPhonebook(phonebook);
    return phonebook;
  });
}

/** Changes a phonebook. Throws `NOT_FOUND`, and `CONFLICT` when that would change one that an integration has. */
export function reshapePhonebook(input: PhonebookInput, { store }: Pick<SetUpTools, "store">): Promise<Phonebook> {
  return store.write(() => reshape(input));
}

/** Makes or changes a phonebook, as a configuration wants it. Doing it again changes nothing. */
export async function setUpPhonebook(
  input: PhonebookInput,
  tools: Pick<SetUpTools, "store" | "env">,
): Promise<Phonebook> {
  const before = await tools.store.read(() => findPhonebook(input.id));
  return before ? reshapePhonebook(input, tools) : makePhonebook(input, tools);
}

function* reshape(input: PhonebookInput): Operation<Phonebook> {
  const before = yield* findPhonebook(input.id);
  const wanted = before && toChanged(before, input);
  if (before && wanted && before.name === wanted.name && before.connectionId === wanted.connectionId) return before;
  const changed = toChanged(yield* getOrdinaryPhonebook(input.id), input);
  yield* checkConnection(changed);
  yield* changePhonebook(changed);
  return changed;
}

function toChanged(
  { connectionId: before, ...phonebook }: Phonebook,
  { name, connectionId }: PhonebookInput,
): Phonebook {
  const wanted = connectionId === undefined ? before : (connectionId ?? undefined);
  return { ...phonebook, name: name ?? phonebook.name, ...(wanted !== undefined && { connectionId: wanted }) };
}

function* checkConnection({ connectionId }: Phonebook): Operation<void> {
  if (connectionId === undefined || (yield* findConnection(connectionId))) return;
  throw new DeskbellError("NOT_FOUND", `there is no connection "${connectionId}"`);
}
