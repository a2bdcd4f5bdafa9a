import type { Call, CallFacts, CallFold, PhoneEvent } from "../domain/index.ts";
import { addFacts, type Facts, NO_FACTS } from "./facts.ts";

type WithoutIdentity<Event> = Event extends PhoneEvent ? Omit<Event, "key" | "pbxCallId" | keyof CallFacts> : never;

/** How the first version kept what it knew of a call: every event as it was told. Such calls are in stores still. */
interface FirstFacts {
  readonly said: Facts["said"];
  readonly partiesTold: boolean;
  readonly told: readonly WithoutIdentity<PhoneEvent>[];
  readonly closedAt?: number;
}

/** The facts of a call, whichever version wrote them. They are written here alone, so they need no second reading through a schema. */
export function factsOf(call: Call): Facts {
  const facts = call.facts as CallFold | FirstFacts;
  return isFirst(facts) ? fromFirst(facts, call.pbxCallId) : (facts as Facts);
}

function isFirst(facts: CallFold | FirstFacts): facts is FirstFacts {
  return "told" in facts;
}

function fromFirst({ said, partiesTold, told, closedAt }: FirstFacts, pbxCallId: string): Facts {
  const events = told.map((one) => ({ ...one, key: "", pbxCallId }) as PhoneEvent);
  const facts = events.reduce(addFacts, NO_FACTS);
  return { ...facts, said, partiesTold, ...(closedAt !== undefined && { closedAt }) };
}
