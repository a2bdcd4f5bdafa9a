import type { Call } from "../shared/nouns.ts";

/** An extension that somebody sits at; without a connection it is that number of every PBX. */
export interface Own {
  readonly connectionId?: string;
  readonly number: string;
}

type Shown = Pick<Call, "connectionId" | "extension" | "legs" | "state">;

/** Whether an extension is one of these. */
export function isOwn(extension: string | undefined, connectionId: string, own: readonly Own[]): boolean {
  return own.some(
    (one) => one.number === extension && (one.connectionId === undefined || one.connectionId === connectionId),
  );
}

/** Whether one of the extensions has a part in the call. */
export function isMine(call: Shown, own: readonly Own[]): boolean {
  return [call.extension, ...call.legs.map(({ extension }) => extension)].some((one) =>
    isOwn(one, call.connectionId, own),
  );
}

/** Whether the call is with one of the extensions at the moment: a call that was transferred is somebody else's. */
export function isWithMe(call: Shown, own: readonly Own[]): boolean {
  if (call.state === "ended") return false;
  const legs = call.legs.filter(({ extension }) => isOwn(extension, call.connectionId, own));
  return legs.length === 0 ? isMine(call, own) : legs.some(({ endedAt }) => endedAt === undefined);
}

/** Whether one of the extensions has talked in the call. */
export function hasTalked(call: Call, own: readonly Own[]): boolean {
  if (call.answeredAt === undefined && call.disposition !== "answered") return false;
  const legs = call.legs.filter(({ extension }) => isOwn(extension, call.connectionId, own));
  return isOwn(call.extension, call.connectionId, own) || legs.some(({ answeredAt }) => answeredAt !== undefined);
}
