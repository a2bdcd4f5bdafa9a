import { SECOND } from "../../base/index.ts";
import { isLogInLost, YeastarFault } from "./faults.ts";
import { openSubscription, type Subscription, type SubscriptionOptions, toSubscriptionError } from "./subscription.ts";
import type { AccessToken, TokenKeeper } from "./token-keeper.ts";

/** The event push over the lives of tokens: before one ends, a socket with the next is open. */
export interface EventLine {
  /** Resolves with the reason when the line is down, or with `undefined` after `close()`. */
  readonly ended: Promise<Error | undefined>;
  readonly tokenExpiresAt: number;
  /** The PBX did not take all topics. */
  readonly hasFewerTopics: boolean;
  pause(): void;
  resume(): void;
  close(): void;
}

export interface EventLineOptions extends Omit<SubscriptionOptions, "token"> {
  readonly keeper: TokenKeeper;
  readonly now: () => number;
  readonly renewAheadMs: number;
  readonly lookMs: number;
  /** Without these there is no use in a line; older firmware refuses the others. */
  readonly leastTopics: readonly number[];
  onNote(message: string): void;
}

/** A renewal that failed is tried again so much later: asking more often makes a PBX at its limit no kinder. */
const RETRY_MS = 30 * SECOND;

/** Throws what the PBX complains of as a coded error. */
export async function openEventLine(options: EventLineOptions): Promise<EventLine> {
  const { keeper, now, renewAheadMs, leastTopics, onNote } = options;
  const { promise: ended, resolve: end } = Promise.withResolvers<Error | undefined>();
  let { topics } = options;
  let token = await keeper.get();
  let current: Subscription;
  let renewing = false;
  let isOver = false;
  let notBefore = 0;

  async function open(): Promise<Subscription> {
    try {
      return await openSubscription({ ...options, topics, token: token.value });
    } catch (error) {
      if (!(error instanceof YeastarFault)) throw error;
      if (isLogInLost(error)) token = await keeper.renew(token.value);
      else if (topics.length > leastTopics.length) topics = leastTopics;
      else throw toSubscriptionError(error);
    }
    return openSubscription({ ...options, topics, token: token.value }).catch((error: unknown) => {
      throw toSubscriptionError(error);
    });
  }

  function watch(subscription: Subscription): void {
    subscription.closed.then((error) => {
      // The socket of the token before closes when it likes.
      if (subscription === current && !renewing) finish(error);
    });
  }

  function finish(error: Error | undefined): void {
    if (isOver) return;
    isOver = true;
    clearInterval(look);
    current.close();
    end(error);
  }

  async function renew(): Promise<void> {
    renewing = true;
    const before = { token, current };
    let down: Error | undefined;
    before.current.closed.then((error) => {
      down = error;
    });
    try {
      token = await renewOrKeep(before.token);
      if (token.value !== before.token.value) {
        current = await open();
        watch(current);
        before.current.close();
      }
    } catch (error) {
      // When the token ends, the PBX closes the socket.
      token = before.token;
      notBefore = now() + RETRY_MS;
      onNote(`Yeastar: the log-in could not be renewed yet: ${(error as Error).message}`);
    }
    renewing = false;
    if (isOver) current.close();
    else if (current === before.current && down) finish(down);
  }

  // Another task may have renewed the token already; then its successor is taken.
  async function renewOrKeep(used: AccessToken): Promise<AccessToken> {
    const known = await keeper.get();
    return known.value === used.value ? keeper.renew(used.value) : known;
  }

  current = await open();
  watch(current);
  const look = setInterval(() => {
    if (!renewing && now() >= notBefore && token.expiresAt - now() < renewAheadMs) renew();
  }, options.lookMs);

  return {
    ended,
    get tokenExpiresAt() {
      return token.expiresAt;
    },
    get hasFewerTopics() {
      return topics.length < options.topics.length;
    },
    pause: () => current.pause(),
    resume: () => current.resume(),
    close: () => finish(undefined),
  };
}
