import type { Change } from "../../domain/index.ts";
import { findCall, type OwnExtension, reached, type Store } from "../../store/index.ts";

/** Which changes of the live feed a person may see who sees only the calls of their own extensions. */
export interface OwnChanges {
  /** At once where the call is known, else as soon as it was looked up. */
  concerns(change: Change, own: readonly OwnExtension[]): boolean | Promise<boolean>;
}

type Shown = Parameters<typeof reached>[0];

/** So many calls are remembered, for all readers together. */
const MAX_REMEMBERED = 5000;

/**
 * A reader is to be offered each change of a call that comes before those about it, or only pop-ups: what is remembered of a call is as
 * new as the last change of it that anybody was offered.
 */
export function createOwnChanges(store: Store): OwnChanges {
  const calls = new Map<string, Shown | undefined>();

  function remember(id: string, call: Shown | undefined): void {
    calls.delete(id);
    calls.set(id, call);
    if (calls.size <= MAX_REMEMBERED) return;
    const [oldest] = calls.keys();
    if (oldest !== undefined) calls.delete(oldest);
  }

  function ask<T>(id: string, answer: (call: Shown) => T, none: T): T | Promise<T> {
    if (calls.has(id)) {
      const known = calls.get(id);
      return known ? answer(known) : none;
    }
    return store
      .read(() => findCall(id))
      .then((stored) => {
        // A change of it may have come meanwhile, and is newer.
        if (!calls.has(id) && stored) remember(id, stored.call);
        const known = calls.get(id) ?? stored?.call;
        return known ? answer(known) : none;
      });
  }

  return {
    concerns(change, own) {
      switch (change.kind) {
        case "call":
          remember(change.call.id, change.call);
          return reached(change.call, own);
        case "popup": {
          const { callId, extension } = change.popup;
          const mine = own.filter(({ number }) => number === extension);
          // Extensions of two PBXs may have one number, and a call never changes its PBX.
          return (
            mine.length > 0 && ask(callId, (call) => mine.some((one) => one.connectionId === call.connectionId), false)
          );
        }
        case "delivery":
          return ask(change.delivery.callId, (call) => reached(call, own), false);
        case "match":
        case "skip":
          return ask(change.callId, (call) => reached(call, own), false);
        case "helpdesk":
          return true;
        // What is set up is not theirs to know; a kind that is added later has to say whom it concerns.
        default:
          return false;
      }
    },
  };
}
