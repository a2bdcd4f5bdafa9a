import type { Env } from "../../base/index.ts";
import type { Delivery, Match, Plan, PlannedDelivery, Popup } from "../../domain/index.ts";
import { type FeatureContext, planFeatures } from "../../features/index.ts";
import { LOOKUP_PATIENCE_MS } from "../flow.ts";
import type { IntegrationRuntime } from "../runtime.ts";
import { type Decision, settle, toDecision } from "./decisions.ts";
import { createdMatch, createdTicket, firstMatch, handMadeMatch, lookedUpMatch } from "./findings.ts";
import { lookUpEnd, type Moment, toMoments } from "./moments.ts";
import { callAt, type PastCall, type PastDelivery } from "./past-call.ts";
import type { PastRequests } from "./past-requests.ts";
import { renderAction } from "./render-action.ts";
import { isSameRequests, type ShownRequest } from "./shown-request.ts";

/** What was, or would be, decided and sent for a call in one integration. */
export interface Course {
  readonly decisions: readonly Decision[];
  readonly requests: readonly ShownRequest[];
}

/** What does not change while a call is replayed. */
export interface Replay {
  readonly past: PastCall;
  readonly pastRequests: PastRequests;
  /** The integration as it would be. */
  readonly runtime: IntegrationRuntime;
  /** Of the call and `runtime`; its members that depend on time are replaced. */
  readonly context: FeatureContext;
  readonly env: Env;
}

/** What is known at a moment of the replay. */
interface State {
  match: Match;
  link: FeatureContext["link"];
  readonly deliveries: Map<string, FeatureContext["deliveries"][number]>;
  readonly popups: Pick<Popup, "extension" | "trigger">[];
  readonly decisions: Decision[];
  readonly requests: ShownRequest[];
}

/**
 * Goes through a call again as the engine did, moment by moment, and sends nothing. What the helpdesk answered then is taken as its answer
 * now; what would be sent otherwise than then, or for the first time, is taken as done.
 */
export async function replayCall(replay: Replay): Promise<Course> {
  const { past, env } = replay;
  const moments = toMoments(past, env.now());
  const patienceEnd = (moments[0]?.at ?? 0) + LOOKUP_PATIENCE_MS;
  const state: State = {
    match: { state: "none", reason: "nothing was heard yet" },
    link: {},
    deliveries: new Map(),
    popups: past.popups.filter(({ trigger }) => trigger === "manual"),
    decisions: [],
    requests: [],
  };
  const planned = new Set<string>();
  for (const moment of moments) {
    // At the last one only times for choosing may be over; the moments for pop-ups have long passed.
    const isLast = moment === moments.at(-1) && moments.length > 1;
    for (;;) {
      advanceMatch(state, moment, replay);
      const plans = plan(state, moment, patienceEnd, replay);
      const fresh = plans.filter((one) => !planned.has(keyOf(one)) && !(isLast && one.feature === "popup"));
      if (fresh.length === 0) break;
      for (const one of fresh) {
        planned.add(keyOf(one));
        if (one.kind === "delivery" && state.deliveries.has(deliveryKey(one))) continue;
        state.decisions.push(toDecision(one));
        if (one.kind === "popup") state.popups.push(one);
        if (one.kind === "delivery") await carryOut(one, state, moment, replay);
      }
    }
  }
  return { decisions: settle(state.decisions), requests: state.requests };
}

function plan(state: State, moment: Moment, patienceEnd: number, { past, context }: Replay): Plan[] {
  const { match, link, popups } = state;
  const { at, call, settled } = moment;
  const given = { ...context, call, settled, match, link, popups, deliveries: [...state.deliveries.values()], now: at };
  const lookupOverdue = match.state === "pending" && at >= patienceEnd;
  const plans = planFeatures({ ...given, lookupOverdue });
  if (match.state !== "pending" || lookupOverdue) return plans;
  // When exactly the look-up came back among events of one moment nobody knows any more; a pop-up that was shown tells.
  const shown = planFeatures({ ...given, lookupOverdue: true }).filter(
    (one) =>
      one.kind === "popup" &&
      past.popups.some(({ extension, trigger }) => extension === one.extension && trigger === one.trigger),
  );
  return [...plans, ...shown];
}

// Who it is, as far as it was known at the moment; and what people ordered by hand until then.
function advanceMatch(state: State, { at, call }: Moment, { past, runtime }: Replay): void {
  for (const one of past.deliveries) {
    if (one.trigger === "manual" && one.createdAt <= at) state.deliveries.set(deliveryKey(one), one);
  }
  if (state.match.state === "none") state.match = firstMatch(call, past, runtime);
  const lookUp = state.deliveries.get("contact-sync ringing");
  const end = lookUpEnd(past);
  if (state.match.state === "pending" && lookUp && end !== undefined && end <= at) {
    const twin = past.deliveries.find(({ feature }) => feature === "contact-sync");
    state.deliveries.set("contact-sync ringing", { ...(twin ?? lookUp), ...(!twin && { state: "done" as const }) });
    state.match = lookedUpMatch(past);
  }
  if (state.match.state === "unknown") state.match = handMadeMatch(past, at) ?? state.match;
}

async function carryOut(plan: PlannedDelivery, state: State, moment: Moment, replay: Replay): Promise<void> {
  const { feature, trigger, action } = plan;
  const { past, pastRequests, runtime, env } = replay;
  const key = deliveryKey(plan);
  if (action.kind === "sync-contact") {
    state.deliveries.set(key, { feature, trigger, state: "running" });
    return;
  }
  const twin = past.deliveries.find((one) => deliveryKey(one) === key);
  const call = twin ? callOf(twin, moment, past) : moment.call;
  const { match, link } = state;
  const { ticketId } = link;
  const { journal } = past.link;
  const ids = {
    ...(ticketId !== undefined && { ticketId }),
    ...(feature === "recording-upload" && journal && { journal }),
  };
  const subject = { feature, trigger, action, call, match, link: ids };
  const { requests, displayName } = await renderAction(subject, runtime, env);
  const before = twin && pastRequests.get(twin.id);
  if (!twin || before) state.requests.push(...requests);
  const isAsThen = twin !== undefined && (!before || isSameRequests(before, requests));
  const refused = requests.find((one) => one.refused);
  const simulated = toSimulated(plan, isAsThen ? twin : undefined, refused?.notRendered);
  state.deliveries.set(key, simulated);
  if (simulated.state !== "done") return;
  if (action.kind === "create-contact") state.match = createdMatch(past, action.type, displayName);
  if (action.kind === "create-ticket") {
    const ticketId = isAsThen ? past.link.ticketId : createdTicket(past, runtime);
    if (ticketId !== undefined) state.link = { ticketId, ticketMadeBefore: trigger === "ringing" };
  }
}

function toSimulated(
  { feature, trigger }: PlannedDelivery,
  twin: PastDelivery | undefined,
  refusal: string | undefined,
): FeatureContext["deliveries"][number] {
  if (twin) return twin;
  if (refusal !== undefined) return { feature, trigger, state: "dead", note: refusal };
  return { feature, trigger, state: "done" };
}

// An attempt took the call as it was known when it began, which may be later than when it was planned.
function callOf({ attempts }: PastDelivery, moment: Moment, past: PastCall) {
  const last = attempts.findLast(({ exchanges }) => exchanges.length > 0);
  const seen = last && callAt(past, last.startedAt);
  return seen && (seen.state === "ended" || !moment.settled) ? seen : moment.call;
}

function keyOf(plan: Plan): string {
  return `${plan.kind} ${plan.feature} ${plan.trigger} ${"extension" in plan ? plan.extension : ""}`;
}

function deliveryKey({ feature, trigger }: Pick<Delivery, "feature" | "trigger">): string {
  return `${feature} ${trigger}`;
}
