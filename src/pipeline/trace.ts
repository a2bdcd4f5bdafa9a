import { applyEvent } from "../calls/index.ts";
import {
  type Attempt,
  type Call,
  type CallNote,
  type Delivery,
  FEATURES,
  type FeatureName,
  isWithheld,
  type Match,
  numberSpellings,
  type PhoneEvent,
  type Popup,
  toCanonical,
} from "../domain/index.ts";
import {
  findCall,
  findCallByPbxId,
  findCallNote,
  listAttempts,
  listCallLinks,
  listConnections,
  listDeliveriesOfCall,
  listEventsOfCall,
  listPopupsOfCall,
  listSkips,
  type Operation,
  type Store,
  type StoredCall,
  withoutFacts,
} from "../store/index.ts";
import type { Runtimes } from "./runtime.ts";

/** Why a call became what it became: everything that was heard, decided and done, in order. Secrets are in none of its members. */
export interface CallTrace {
  readonly call: Omit<Call, "facts">;
  /** The call has ended and its late events had their time. */
  readonly settled: boolean;
  /** IANA time zone of the PBX; absent when no integration of the call is there any more. */
  readonly zone?: string;
  readonly events: readonly TracedEvent[];
  /** What the agent wrote about the call. */
  readonly note?: CallNote;
  readonly integrations: readonly IntegrationTrace[];
}

/** One event, and what the call looked like once it was folded into it. */
export interface TracedEvent {
  readonly event: PhoneEvent;
  /** Milliseconds since 1970, by our clock. */
  readonly receivedAt: number;
  /** It said something that was not known yet. */
  readonly told: boolean;
  readonly after: Pick<Call, "state" | "direction" | "externalNumber"> &
    Partial<Pick<Call, "extension" | "disposition">>;
}

export interface IntegrationTrace {
  readonly integrationId: string;
  readonly number: {
    readonly received: string;
    readonly canonical: string;
    /** As which it is looked up, in order. */
    readonly spellings: readonly string[];
  };
  readonly match: Match;
  /** One for each feature, or several where it decided for several extensions. */
  readonly rules: readonly RuleTrace[];
  readonly popups: readonly Popup[];
  readonly deliveries: readonly (Delivery & { readonly attempts: readonly Attempt[] })[];
}

/** What one feature decided. */
export interface RuleTrace {
  readonly feature: FeatureName;
  /** `fired`: it ordered a delivery or showed a pop-up. `skipped`: it decided not to. `open`: nothing is decided yet. */
  readonly verdict: "fired" | "skipped" | "open";
  readonly trigger?: string;
  readonly extension?: string;
  /** Of a skip, stable. */
  readonly code?: string;
  /** A sentence for people. */
  readonly reason: string;
}

/** Gathers the trace of a call by our id or by the PBX's; `undefined` when there is no such call. */
export async function readTrace(id: string, store: Store, runtimes: Runtimes): Promise<CallTrace | undefined> {
  const found = await store.read(() => readParts(id));
  if (!found) return undefined;
  const { stored, links, ...rest } = found;
  const { call } = stored;
  const integrations: IntegrationTrace[] = [];
  let zone: string | undefined;
  for (const link of links) {
    // A trace is for looking back: an integration that cannot be read any more hides nothing of what is stored.
    const runtime = await runtimes.get(link.integrationId).catch(() => undefined);
    zone ??= runtime?.zone;
    const own = <T extends { readonly integrationId: string }>(all: readonly T[]) =>
      all.filter((one) => one.integrationId === link.integrationId);
    const numbers = runtime?.integration.settings.numbers;
    const deliveries = own(rest.deliveries);
    const popups = own(rest.popups);
    integrations.push({
      integrationId: link.integrationId,
      number: {
        received: call.externalNumber,
        canonical: numbers && !isWithheld(call.externalNumber) ? toCanonical(call.externalNumber, numbers.region) : "",
        spellings: numbers ? numberSpellings(call.externalNumber, numbers) : [],
      },
      match: link.match,
      rules: toRules(deliveries, popups, own(rest.skips), stored),
      popups,
      deliveries,
    });
  }
  return {
    call: withoutFacts(call),
    settled: stored.settled,
    ...(zone !== undefined && { zone }),
    events: foldAgain(rest.events, call),
    ...(rest.note && { note: rest.note }),
    integrations,
  };
}

function* readParts(id: string) {
  const stored = yield* findByEitherId(id);
  if (!stored) return undefined;
  const callId = stored.call.id;
  const deliveries = [];
  for (const delivery of yield* listDeliveriesOfCall(callId)) {
    deliveries.push({ ...delivery, attempts: yield* listAttempts(delivery.id) });
  }
  return {
    stored,
    events: yield* listEventsOfCall(callId),
    note: yield* findCallNote(callId),
    links: yield* listCallLinks(callId),
    deliveries,
    skips: yield* listSkips(callId),
    popups: yield* listPopupsOfCall(callId),
  };
}

function* findByEitherId(id: string): Operation<StoredCall | undefined> {
  const own = yield* findCall(id);
  if (own) return own;
  for (const connection of yield* listConnections()) {
    const stored = yield* findCallByPbxId(connection.id, id);
    if (stored) return stored;
  }
  return undefined;
}

// Folding once more costs little and shows what each event has changed; it is not stored with every event for that.
function foldAgain(
  items: readonly { readonly event: PhoneEvent; readonly receivedAt: number }[],
  { id, connectionId }: Pick<Call, "id" | "connectionId">,
): TracedEvent[] {
  let call: Call | undefined;
  return items.map(({ event, receivedAt }) => {
    const folded = applyEvent(call, event, { id, connectionId });
    call = folded.call;
    const { state, direction, externalNumber, extension, disposition } = call;
    const after = {
      state,
      direction,
      externalNumber,
      ...(extension !== undefined && { extension }),
      ...(disposition !== undefined && { disposition }),
    };
    return { event, receivedAt, told: folded.changed, after };
  });
}

type Skips = readonly {
  readonly feature: FeatureName;
  readonly trigger: string;
  readonly extension?: string;
  readonly code: string;
  readonly reason: string;
}[];

function toRules(
  deliveries: readonly Delivery[],
  popups: readonly Popup[],
  skips: Skips,
  { settled }: StoredCall,
): RuleTrace[] {
  return FEATURES.flatMap((feature): RuleTrace[] => {
    const fired = [
      ...deliveries
        .filter((one) => one.feature === feature)
        .map((one): RuleTrace => ({ feature, verdict: "fired", trigger: one.trigger, reason: describeDelivery(one) })),
      ...(feature === "popup" ? popups : []).map(
        ({ trigger, extension, state, contactName, number, url }): RuleTrace => ({
          feature,
          verdict: "fired",
          trigger,
          extension,
          reason: `${state} to extension ${extension}: ${contactName || number}${url ? `, ${url}` : ""}`,
        }),
      ),
    ];
    // What was left out at first and done after all is told as done.
    const left = skips
      .filter((one) => one.feature === feature && !isSince(one, fired))
      .map(({ trigger, extension, code, reason }): RuleTrace => {
        const where = extension !== undefined && { extension };
        return { feature, verdict: "skipped", trigger, ...where, code, reason };
      });
    if (fired.length + left.length > 0) return [...fired, ...left];
    const reason = settled ? "it had no occasion" : "nothing is decided yet: the call is not over";
    return [{ feature, verdict: "open", reason }];
  });
}

function isSince(skip: Skips[number], fired: readonly RuleTrace[]): boolean {
  return fired.some((one) => one.feature !== "popup" || one.extension === skip.extension);
}

function describeDelivery({ state, attempt, note, runAt }: Delivery): string {
  const tries = attempt === 0 ? "not tried yet" : attempt === 1 ? "one attempt" : `${attempt} attempts`;
  const next = state === "waiting" ? `; next try ${new Date(runAt).toISOString()}` : "";
  return `${state} (${tries})${note ? `: ${note}` : ""}${next}`;
}
