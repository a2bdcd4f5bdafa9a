import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, openHttpHelpdesk, type ReceivedRequest } from "../http-helpdesk.ts";

/** One request as it arrived. */
export interface Visit {
  /** The first part of the path: which integration sent it. */
  readonly who: string;
  /** Such as `POST /tickets`. */
  readonly what: string;
  /** The caller's number. */
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A ticket or journal entry. */
export interface Effect {
  readonly who: string;
  readonly what: string;
  readonly number: string;
  readonly id: string;
  /** The ticket that a journal entry names. */
  readonly ticket: string;
}

/** A helpdesk for several integrations that writes down what came when, and makes nothing twice that comes with the same key. */
export interface CountingHelpdesk {
  readonly address: string;
  readonly visits: Visit[];
  readonly effects: Effect[];
  /** The most requests of an integration that were under way at once. */
  most(who: string): number;
  /** Until it is called again: what an answer waits for. */
  delay(wait: (visit: Visit) => Promise<unknown> | undefined): void;
  close(): Promise<void>;
}

/** Each answer takes so long, so that requests have the time to meet. */
const ANSWER_MS = 15;

export async function openCountingHelpdesk(): Promise<CountingHelpdesk> {
  const visits: Visit[] = [];
  const effects: Effect[] = [];
  const byKey = new Map<string, Effect>();
  const underWay = new Map<string, { now: number; most: number }>();
  let wait: Parameters<CountingHelpdesk["delay"]>[0] = () => undefined;

  function answer(visit: Visit, { body, headers }: ReceivedRequest): Answer {
    const { who, what, number } = visit;
    if (what === "GET /users") return { body: { items: [] } };
    if (what === "GET /contacts" || what === "GET /people") {
      return { body: { items: [{ id: `c${number}`, name: "Somchai", phone: number }] } };
    }
    if (what !== "POST /tickets" && what !== "POST /journals") return { status: 404, body: {} };
    const key = `${who} ${what} ${String(headers["idempotency-key"])}`;
    let effect = byKey.get(key);
    if (!effect) {
      effect = { who, what, number, id: String(500 + effects.length), ticket: JSON.parse(body).ticket ?? "" };
      byKey.set(key, effect);
      effects.push(effect);
    }
    return { status: 201, body: { id: effect.id } };
  }

  const server = await openHttpHelpdesk(async (request) => {
    const url = new URL(request.url, "http://helpdesk");
    const [, who = "", thing = ""] = url.pathname.split("/");
    const number = url.searchParams.get("number") ?? (request.body === "" ? "" : JSON.parse(request.body).number);
    const visit = { who, what: `${request.method} /${thing}`, number, at: Date.now() };
    visits.push(visit);
    const count = underWay.get(who) ?? { now: 0, most: 0 };
    underWay.set(who, count);
    count.now++;
    count.most = Math.max(count.most, count.now);
    // Done on arrival: whoever goes away meanwhile has caused it all the same.
    const done = answer(visit, request);
    await Promise.all([sleep(ANSWER_MS), wait(visit)]);
    count.now--;
    return done;
  });

  return {
    address: server.address,
    visits,
    effects,
    most: (who) => underWay.get(who)?.most ?? 0,
    delay(how) {
      wait = how;
    },
    close: () => server.close(),
  };
}
