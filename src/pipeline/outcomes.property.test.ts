import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCall, NOW, seed } from "../../test/support/store/seed.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../base/index.ts";
import { type Delivery, type DeliveryAction, type Outcome, toCallId } from "../domain/index.ts";
import {
  addDelivery,
  cancelDelivery,
  claimDeliveries,
  findDelivery,
  findExpiredLeases,
  finishAttempt,
  listAttempts,
  openSqliteStore,
  reopenDelivery,
  type Store,
  saveCall,
} from "../store/index.ts";
import type { Healing } from "./healing.ts";
import { MAX_RETRY_AFTER_MS, nextStep, RETRY_WAITS_MS } from "./next-step.ts";

const SEED = Number(process.env.SEED ?? 20_261_124);
const LEASE_MS = 5 * MINUTE;
const LONGEST_WAIT_MS = Math.max(MAX_RETRY_AFTER_MS, 1.2 * Math.max(...RETRY_WAITS_MS));

const reason = fc.constantFrom("no answer", "the helpdesk says no");
const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant("delivered" as const), status: fc.constantFrom(200, 201) }),
  fc.record({ kind: fc.constant("nothing-found" as const), status: fc.constantFrom(204, 404) }),
  fc.record({ kind: fc.constant("rejected" as const), status: fc.constantFrom(400, 422), reason }),
  fc.record({ kind: fc.constant("throttled" as const), status: fc.constant(429) }),
  fc.record({
    kind: fc.constant("throttled" as const),
    status: fc.constant(503),
    retryAfterMs: fc.integer({ min: 0, max: 10 * DAY }),
  }),
  fc.record({ kind: fc.constant("unreachable" as const), reason }),
  fc.record({ kind: fc.constant("unreachable" as const), status: fc.constantFrom(408, 500, 502), reason }),
  fc.record({ kind: fc.constant("uncertain" as const), reason }),
  fc.record({ kind: fc.constant("refused" as const), reason }),
  fc.record({ kind: fc.constant("unauthorised" as const), reason }),
  fc.record({ kind: fc.constant("unauthorised" as const), status: fc.constant(401), reason }),
  fc.record({ kind: fc.constant("skipped" as const), reason }),
);
/** Outcomes after which it is tried again as long as there is patience. */
const notYet = anyOutcome.filter(
  (outcome) =>
    outcome.kind === "throttled" ||
    outcome.kind === "unreachable" ||
    (outcome.kind === "unauthorised" && outcome.status === undefined),
);
const anyAction = fc.constantFrom<DeliveryAction[]>(
  { kind: "sync-contact", types: ["contacts"] },
  { kind: "create-contact", type: "contacts" },
  { kind: "create-ticket" },
  { kind: "update-ticket" },
  { kind: "write-journal" },
);
const anyHealing = fc.constantFrom<Healing[]>("harmless", "key", "search", "repeat", "none");
const anyRandom = fc.double({ min: 0, max: 1, noNaN: true });

const CALL = toCallId("c1");
let store: Store;
let count = 0;
beforeAll(async () => {
  store = openSqliteStore(":memory:");
  await seed(store, ["one"]);
});
afterAll(() => store.close());

/** A delivery of a call of its own. */
async function plan(action: DeliveryAction, now: number): Promise<string> {
  const id = `d${++count}`;
  const callId = toCallId(`c${count}`);
  await store.write(() => saveCall(aCall({ id: callId }), true, undefined));
  const planned = { kind: "delivery", feature: "auto-ticket", trigger: "ended", action, lane: 2 } as const;
  await store.write(() => addDelivery(id, "one", callId, planned, now));
  return id;
}

async function look(id: string): Promise<Delivery> {
  return (await store.read(() => findDelivery(id))) as Delivery;
}

async function claim(now: number): Promise<Delivery | undefined> {
  const wish = { integrationId: "one", cap: 2, holder: "a", now, leaseUntil: now + LEASE_MS };
  return (await store.write(() => claimDeliveries(wish)))[0];
}

function finish(delivery: Delivery, outcome: Outcome, now: number, random: number, healing: Healing) {
  const attempt = { deliveryId: delivery.id, number: delivery.attempt, startedAt: now, endedAt: now, outcome };
  const step = nextStep(delivery, outcome, now, random, healing);
  return store.write(() => finishAttempt({ ...attempt, exchanges: [] }, step));
}

/** What happens to a delivery next, if it can. */
const anyEvent = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant("attempt" as const), outcome: anyOutcome }) },
  { weight: 6, arbitrary: fc.record({ what: fc.constant("attempt" as const), outcome: notYet }) },
  // The process dies in the attempt; its answer comes all the same, from a node that was only thought to be dead, or never.
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("kill" as const), late: fc.option(anyOutcome, { nil: undefined }) }),
  },
  { weight: 2, arbitrary: fc.constant({ what: "replay" as const }) },
  { weight: 1, arbitrary: fc.constant({ what: "cancel" as const }) },
);

describe("a delivery", () => {
  it("is waiting, done or dead after any outcomes, kills, replays and late answers, and each attempt counts once", async () => {
    const anyCase = fc.tuple(
      anyAction,
      anyHealing,
      fc.array(fc.tuple(anyEvent, anyRandom, fc.integer({ min: 0, max: HOUR })), { minLength: 1, maxLength: 25 }),
    );
    await fc.assert(
      fc.asyncProperty(anyCase, async ([action, healing, events]) => {
        let now = NOW;
        const id = await plan(action, now);
        for (const [event, random, passes] of events) {
          const before = await look(id);
          now += passes;
          if (event.what === "replay") await store.write(() => reopenDelivery(id, now, undefined));
          else if (event.what === "cancel") await store.write(() => cancelDelivery(id, now));
          else if (before.state === "waiting") {
            now = Math.max(now, before.runAt);
            const claimed = (await claim(now)) as Delivery;
            expect(claimed).toMatchObject({ id, state: "running", attempt: before.attempt + 1 });
            if (event.what === "attempt") await finish(claimed, event.outcome, now, random, healing);
            else {
              now += LEASE_MS;
              const [found] = await store.read(() => findExpiredLeases(now, 10));
              expect(found).toMatchObject({ id, attempt: claimed.attempt });
              const cutOff: Outcome = { kind: "uncertain", reason: "the engine was stopped" };
              await finish(found as Delivery, cutOff, now, random, healing);
              const recovered = await look(id);
              if (event.late) expect(await finish(claimed, event.late, now, random, healing)).toBeUndefined();
              expect(await look(id)).toEqual(recovered);
            }
          }
          await expectSound(await look(id), now);
        }
        await store.write(() => cancelDelivery(id, now));
      }),
      { seed: SEED, numRuns: 150 },
    );
  }, 60_000);

  it("is given up in the end, whatever keeps it from being done, and not before the better part of three days", () => {
    fc.assert(
      fc.property(
        anyAction,
        anyHealing,
        fc.infiniteStream(fc.tuple(notYet, anyRandom, fc.integer({ min: SECOND, max: HOUR }))),
        (action, healing, stream) => {
          let delivery = aDelivery(action);
          let now = NOW;
          while (delivery.state === "waiting") {
            const [outcome, random, passes] = stream.next().value;
            now = Math.max(now, delivery.runAt);
            delivery = { ...delivery, attempt: delivery.attempt + 1 };
            now += passes;
            delivery = { ...delivery, ...nextStep(delivery, outcome, now, random, healing) };
            expect(delivery.attempt).toBeLessThan(1000);
          }
          expect(delivery.state).toBe("dead");
          expect(delivery.attempt).toBeGreaterThan(RETRY_WAITS_MS.length);
          expect(now - NOW).toBeGreaterThan(0.75 * 3 * DAY);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("is done only by an answer, and in doubt as long as one that may have worked was not settled", () => {
    fc.assert(
      fc.property(
        anyAction,
        anyHealing,
        fc.array(fc.tuple(anyOutcome, anyRandom), { minLength: 1, maxLength: 12 }),
        (action, healing, outcomes) => {
          let delivery = aDelivery(action);
          let mayHaveWorked = false;
          for (const [outcome, random] of outcomes) {
            delivery = { ...delivery, attempt: delivery.attempt + 1 };
            delivery = { ...delivery, ...nextStep(delivery, outcome, delivery.runAt, random, healing) };
            mayHaveWorked ||= outcome.kind === "uncertain";
            const isAnswer = ["delivered", "nothing-found", "skipped"].includes(outcome.kind);
            expect(delivery.state === "done").toBe(isAnswer);
            if (delivery.state === "done") expect(delivery.inDoubt).toBe(false);
            else if (mayHaveWorked && isCreation(action)) expect(delivery.inDoubt).toBe(true);
            if (delivery.state !== "waiting") break;
          }
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

async function expectSound(delivery: Delivery, now: number): Promise<void> {
  expect(["waiting", "done", "dead", "cancelled"]).toContain(delivery.state);
  expect(Number.isInteger(delivery.runAt)).toBe(true);
  expect(delivery.endedAt !== undefined).toBe(delivery.state !== "waiting");
  if (delivery.state === "waiting") expect(delivery.runAt).toBeLessThanOrEqual(now + LONGEST_WAIT_MS);
  if (delivery.state === "dead") expect(delivery.note).toMatch(/\S/);
  const attempts = await store.read(() => listAttempts(delivery.id));
  expect(attempts.map(({ number }) => number)).toEqual(Array.from({ length: delivery.attempt }, (_, at) => at + 1));
}

function isCreation(action: DeliveryAction): boolean {
  return action.kind === "create-ticket" || action.kind === "write-journal";
}

function aDelivery(action: DeliveryAction): Delivery {
  return {
    id: "d",
    integrationId: "one",
    callId: CALL,
    feature: "auto-ticket",
    trigger: "ended",
    action,
    lane: 2,
    state: "waiting",
    attempt: 0,
    attemptsBefore: 0,
    runAt: NOW,
    createdAt: NOW,
    openedAt: NOW,
    inDoubt: false,
  };
}
