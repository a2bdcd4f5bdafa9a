import { DeskbellError, type Env, MINUTE, SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { Connector, PbxExtension, PbxNotice, Session, SharedSecret } from "../../pbx/index.ts";
import type { Log } from "../runtime.ts";
import { createCatchUp } from "./catch-up.ts";
import type { ConnectionState } from "./connection-state.ts";
import { waitBeforeTry } from "./patience.ts";

/** A session that lasted so long was a good one: the next failure is the first again. */
const GOOD_SESSION_MS = 10 * SECOND;
/** A limit of the PBX is not made better by asking often. */
const AFTER_LIMIT_MS = MINUTE;
/** How often the records are looked through for what was not heard, though nothing seems to be wrong. */
export const SWEEP_MS = 5 * MINUTE;
const UPKEEP_MS = MINUTE;
const EXTENSIONS_EVERY_MS = 60 * MINUTE;
const SAVE_EVERY_MS = 10 * SECOND;
/** Events that could not be written are offered again after so long; until then nothing more is taken from the PBX. */
const STORE_AGAIN_MS = SECOND / 2;

/** What the talk with one PBX needs of the rest. */
export interface RunnerTools {
  readonly connectionId: string;
  /** IANA time zone of the PBX. */
  readonly zone: string;
  readonly env: Env;
  readonly log: Log;
  /** This node, for people. */
  readonly node: string;
  readonly shared: SharedSecret;
  /** Whether this node may still talk to the PBX. */
  readonly isHolder: () => boolean;
  /** Once resolved the events are durable. */
  accept(events: readonly PhoneEvent[]): Promise<void>;
  keepNotice(notice: PbxNotice): Promise<void>;
  saveExtensions(list: readonly PbxExtension[]): Promise<void>;
  /** What is to be done now and then as long as there is a session. */
  keepUp(session: Session): Promise<void>;
  /** Calls that are open for us: the PBX's id, and when they were heard of last. */
  listOpenCalls(): Promise<readonly { readonly pbxCallId: string; readonly lastAt: number }[]>;
  /** Ends a call that the PBX does not have any more and whose end nobody told. */
  closeCall(pbxCallId: string): Promise<void>;
  readState(): Promise<ConnectionState | undefined>;
  saveState(state: ConnectionState, heardAt: number | undefined): Promise<void>;
}

/** Keeps one PBX connection open until it is stopped, and sees to it that nothing is missed between two sessions. */
export interface Runner {
  readonly state: () => ConnectionState;
  readonly heardAt: () => number | undefined;
  /** The session, while there is one. */
  readonly session: () => Session | undefined;
  /** Tries at once, whatever it is waiting for. */
  hasten(): void;
  refreshExtensions(): Promise<void>;
  stop(): Promise<void>;
}

export function startRunner<Settings>(connector: Connector<Settings>, settings: Settings, tools: RunnerTools): Runner {
  const { env, log, connectionId } = tools;
  let state: ConnectionState = { state: "connecting", since: env.now(), node: tools.node };
  let heardAt: number | undefined;
  let savedAt = 0;
  let session: Session | undefined;
  let stopped = false;
  let wake = () => {};
  const catchUp = createCatchUp(tools);

  function set(change: Partial<ConnectionState>): void {
    const isOther = change.state !== undefined && change.state !== state.state;
    state = { ...state, ...change, ...(isOther && { since: env.now() }) };
    void save();
  }

  function save(): Promise<void> {
    savedAt = env.now();
    const health = session?.health();
    return tools
      .saveState({ ...state, ...(health && { health }) }, heardAt)
      .catch((error: unknown) => log.warn("how a PBX connection stands was not noted", { connectionId, error }));
  }

  function heard(): void {
    heardAt = env.now();
    if (heardAt - savedAt > SAVE_EVERY_MS) void save();
  }

  async function emit(events: readonly PhoneEvent[]): Promise<void> {
    if (events.length === 0) return;
    if (!tools.isHolder()) throw new DeskbellError("CONFLICT", "another node talks to this PBX now");
    const difference = session?.health().clockDifferenceMs ?? 0;
    const last = Math.max(...events.map(({ occurredAt }) => occurredAt));
    state = { ...state, lagMs: Math.max(0, env.now() - (last - difference)) };
    for (;;) {
      try {
        return await tools.accept(events);
      } catch (error) {
        if (stopped || !(error instanceof DeskbellError) || error.code !== "STORE_FAILED") throw error;
        await sleep(STORE_AGAIN_MS);
      }
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped) wake();
    });
  }

  async function live(): Promise<void> {
    let failures = 0;
    state = { ...(await tools.readState()), ...state };
    while (!stopped) {
      const startedAt = env.now();
      try {
        set({ state: "connecting" });
        session = await connector.connect(settings, {
          env,
          zone: tools.zone,
          shared: tools.shared,
          emit,
          heard,
          note: (message) => log.warn(`a PBX said what could not be understood: ${message}`, { connectionId }),
          notice: (notice) => {
            tools
              .keepNotice(notice)
              .catch((error: unknown) => log.warn("a notice of a PBX was not kept", { connectionId, error }));
          },
        });
        if (stopped) break;
        const reason = await runSession(session);
        if (stopped) break;
        failures = env.now() - startedAt > GOOD_SESSION_MS ? 1 : failures + 1;
        set({ state: "waiting", reason: reason?.message ?? "the PBX has ended the session" });
      } catch (error) {
        failures += 1;
        const wait = await fail(error, failures);
        if (wait === undefined) continue;
        await sleep(wait);
        continue;
      } finally {
        await closeSession();
      }
      const wait = waitBeforeTry(failures, env.random());
      set({ nextTryAt: env.now() + wait });
      await sleep(wait);
    }
    await closeSession();
    const { nextTryAt: _, ...rest } = state;
    state = { ...rest, state: "stopped", since: env.now() };
    await save();
  }

  // Says how long to wait; waits itself, and gives `undefined`, where only a person can help.
  async function fail(error: unknown, failures: number): Promise<number | undefined> {
    const code = error instanceof DeskbellError ? error.code : undefined;
    const reason = error instanceof Error ? error.message : String(error);
    if (code === undefined) log.error("talking to a PBX failed inside the engine", { connectionId, error });
    if (code === "PBX_REFUSED" && connector.retryRefusedAfterMs === undefined) {
      log.warn("a PBX does not let us in; it is not tried again before somebody says so", { connectionId, reason });
      const { nextTryAt: _, ...rest } = state;
      state = rest;
      set({ state: "refused", reason });
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (stopped) resolve();
      });
      return undefined;
    }
    const refused = code === "PBX_REFUSED" ? connector.retryRefusedAfterMs : undefined;
    const limit = code === "PBX_LIMIT" ? AFTER_LIMIT_MS : undefined;
    const wait = refused ?? limit ?? waitBeforeTry(failures, env.random());
    set({ state: refused === undefined ? "waiting" : "refused", reason, nextTryAt: env.now() + wait });
    return wait;
  }

  /** Runs until the session is over; gives why. */
  async function runSession(current: Session): Promise<Error | undefined> {
    heard();
    const { nextTryAt: _, reason: __, ...rest } = state;
    state = rest;
    set({ state: "connected" });
    const sweeping = sweep(current);
    const upkeep = keepUp(current);
    const reason = await current.ended;
    wakeSweep();
    wakeUpkeep();
    await Promise.all([sweeping, upkeep]);
    return reason;
  }

  let wakeSweep = () => {};
  async function sweep(current: Session): Promise<void> {
    let over = false;
    const ended = current.ended.then(() => {
      over = true;
    });
    let isFirst = true;
    for (let failed = 0; !over && !stopped; ) {
      let wait: number;
      try {
        const done = await catchUp.look(current, state.coveredUntil, emit, isFirst);
        failed = 0;
        isFirst = false;
        const { coveredUntil, gap } = done;
        set({ coveredUntil, ...(gap && { gap }) });
        wait = done.again ?? SWEEP_MS;
      } catch (error) {
        if (over || stopped) break;
        failed += 1;
        log.warn("what happened while a PBX was not heard could not be fetched; it is tried again", {
          connectionId,
          reason: error instanceof Error ? error.message : String(error),
        });
        wait = Math.min(SWEEP_MS, 5 * SECOND * 2 ** (failed - 1));
      }
      await Promise.race([
        ended,
        new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, wait);
          wakeSweep = () => {
            clearTimeout(timer);
            resolve();
          };
        }),
      ]);
      wakeSweep();
    }
  }

  let wakeUpkeep = () => {};
  async function keepUp(current: Session): Promise<void> {
    let over = false;
    void current.ended.then(() => {
      over = true;
    });
    while (!over && !stopped) {
      const due = state.extensions === undefined || env.now() - state.extensions.at > EXTENSIONS_EVERY_MS;
      for (const work of [...(due ? [fetchExtensions] : []), tools.keepUp]) {
        await work(current).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          if (!over && !stopped) log.warn("the upkeep of a PBX connection failed", { connectionId, reason });
        });
      }
      if (over || stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, UPKEEP_MS);
        wakeUpkeep = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async function fetchExtensions(current: Session): Promise<void> {
    const list = await current.listExtensions();
    await tools.saveExtensions(list);
    set({ extensions: { at: env.now(), count: list.length } });
  }

  async function closeSession(): Promise<void> {
    const last = session;
    session = undefined;
    await last?.close().catch((error: unknown) => log.warn("a PBX session was not closed", { connectionId, error }));
  }

  const living = live().catch((error: unknown) => {
    log.error("talking to a PBX came to an end", { connectionId, error });
  });

  return {
    state: () => {
      const health = session?.health();
      return health ? { ...state, health } : state;
    },
    heardAt: () => heardAt,
    session: () => session,
    hasten: () => wake(),
    async refreshExtensions() {
      if (!session) throw new DeskbellError("PBX_UNREACHABLE", "the PBX is not connected just now");
      await fetchExtensions(session);
    },
    async stop() {
      stopped = true;
      wake();
      wakeSweep();
      wakeUpkeep();
      await closeSession();
      await living;
    },
  };
}
