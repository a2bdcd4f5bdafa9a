import { findMeta, type Operation, setMeta } from "../store/index.ts";

const KEY = "retention";

/** For how many days each kind of data is kept; absent = for ever. */
export interface Retention {
  /** Calls with all that is known of them. */
  readonly callDays?: number | undefined;
  /** What was sent to the helpdesk and what came back; outcomes stay as long as their call. */
  readonly exchangeDays?: number | undefined;
  /** Audio of calls, since the call began. */
  readonly recordingDays?: number | undefined;
  /** Contacts in the phonebook since they were last read from the helpdesk. */
  readonly contactDays?: number | undefined;
}

/** What holds now: what people have set, but where the configuration of this process names a period, that. */
export function* findRetention(named: Retention): Operation<Retention> {
  return { ...(yield* findStoredRetention()), ...named };
}

/** What people have set. */
export function* findStoredRetention(): Operation<Retention> {
  const found = yield* findMeta(KEY);
  return found === undefined ? {} : (JSON.parse(found) as Retention);
}

/** Sets all periods anew: those that are absent become for ever. Whoever keeps house next, on whichever node, goes by them. */
export function setRetention(retention: Retention): Operation<void> {
  return setMeta(KEY, JSON.stringify(retention));
}
