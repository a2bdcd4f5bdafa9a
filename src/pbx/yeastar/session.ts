import { MINUTE, SECOND } from "../../base/index.ts";
import type { Connector, PbxExtension, Session, SessionTools } from "../connector.ts";
import { createOutbox } from "../outbox.ts";
import { createApi } from "./api.ts";
import { createClient } from "./client.ts";
import { createEndedCalls } from "./ended-calls.ts";
import { EVENT, type WireMessage } from "./envelope.ts";
import { type EventLine, openEventLine } from "./event-line.ts";
import { findWarnings, type System, toDetails } from "./health.ts";
import { listExtensions } from "./list-extensions.ts";
import { pushContacts } from "./push-contacts.ts";
import { createRecordings } from "./recordings.ts";
import { reconcile } from "./records.ts";
import type { YeastarSettings } from "./settings.ts";
import { createTranslator } from "./to-phone-event.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import { dialAnswerSchema, systemAnswerSchema } from "./wire.ts";

/** Clocks of a session; tests make them shorter. */
export interface YeastarTimings {
  /** The PBX closes a socket after 60 s of silence. */
  readonly heartbeatMs: number;
  /** How long the legs of a call are waited for. */
  readonly settleMs: number;
  /** How long before its end a token is renewed. */
  readonly renewAheadMs: number;
  /** How often the end of a token is looked at: a clock that was set, or a machine that slept, must not make it missed. */
  readonly lookMs: number;
}

const TIMINGS: YeastarTimings = {
  heartbeatMs: 25 * SECOND,
  settleMs: 2 * SECOND,
  renewAheadMs: 5 * MINUTE,
  lookMs: 5 * SECOND,
};

/** 30012 comes with the hang-up, and is handed on when all legs are there. */
const RECORD_WITHIN_MS = 6 * SECOND;

const CALL_TOPICS: readonly number[] = [EVENT.callState, EVENT.callEnd, EVENT.transfer, EVENT.forward, EVENT.failure];
const MORE_CALL_TOPICS: readonly number[] = [EVENT.incoming];
const NOTICE_TOPICS: readonly number[] = [
  EVENT.registration,
  EVENT.extensionState,
  EVENT.presence,
  EVENT.alert,
  EVENT.aiSummary,
];

/** Clocks that differ by less are taken to be the same. */
const MEASURE_MS = 2 * SECOND;

/** So many messages may wait to be written before the socket is paused. */
const MAX_WAITING = 100;

/** The Yeastar P-Series by its Open API. */
export function createYeastarConnector(timings: Partial<YeastarTimings> = {}): Connector<YeastarSettings> {
  return {
    recordWithinMs: RECORD_WITHIN_MS,
    connect: (settings, tools) => connect(settings, tools, { ...TIMINGS, ...timings }),
  };
}

async function connect(settings: YeastarSettings, tools: SessionTools, timings: YeastarTimings): Promise<Session> {
  const now = () => tools.env.now();
  const client = createClient(settings, now);
  const keeper = createTokenKeeper(settings, client, tools.shared, now);
  const api = createApi(client, keeper);
  const extensions = new Map<string, PbxExtension>();
  const translator = createTranslator({ zone: tools.zone, isExtension: (number) => extensions.has(number) });
  let offsetMs = 0;
  // The header that tells the PBX's clock counts in seconds: what is less than that must not move events to and fro.
  const pbxNow = () => {
    const measured = client.clockDifferenceMs() ?? 0;
    if (Math.abs(measured - offsetMs) > MEASURE_MS) offsetMs = Math.round(measured);
    return now() + offsetMs;
  };
  const { promise: ended, resolve: resolveEnded } = Promise.withResolvers<Error | undefined>();
  const outbox = createOutbox({
    emit: tools.emit,
    onFailure: finish,
    onProgress: () => outbox.waiting < MAX_WAITING / 2 && line?.resume(),
  });
  const endedCalls = createEndedCalls(api, translator, outbox, timings.settleMs);
  const recordings = createRecordings(api, client, keeper);
  let line: EventLine | undefined;
  let system: System | undefined;
  let askedAt = now();
  let isOver = false;

  function finish(error: Error | undefined): void {
    if (isOver) return;
    isOver = true;
    line?.close();
    endedCalls.flush();
    resolveEnded(error);
  }

  function onMessage(message: WireMessage): void {
    const { events, notices, endedCall, problem } = translator.read(message, pbxNow());
    if (problem !== undefined) tools.note(`Yeastar: ${problem}`);
    for (const notice of notices) tools.notice?.(notice);
    if (events.length > 0) outbox.push(events);
    if (endedCall !== undefined) endedCalls.add(endedCall);
    if (outbox.waiting > MAX_WAITING) line?.pause();
  }

  async function readExtensions(): Promise<readonly PbxExtension[]> {
    const found = await listExtensions(api);
    extensions.clear();
    for (const one of found) extensions.set(one.number, one);
    return found;
  }

  async function readSystem(): Promise<void> {
    askedAt = now();
    const answer = await api.ask({ path: "system/information" }, systemAnswerSchema);
    system = answer.data ?? undefined;
  }

  async function openLine(): Promise<EventLine> {
    const opened = await openEventLine({
      settings,
      client,
      keeper,
      now,
      ...timings,
      topics: [...CALL_TOPICS, ...MORE_CALL_TOPICS, ...(tools.notice ? NOTICE_TOPICS : [])],
      leastTopics: CALL_TOPICS,
      onMessage,
      onHeard: tools.heard,
      onNote: tools.note,
    });
    opened.ended.then(finish);
    return opened;
  }

  // Whoever only asked leaves the log-in to those who listen, or to the next who asks: it is stored, and so not lost.
  const logOut = () => (tools.askOnly ? Promise.resolve() : keeper.close());

  try {
    await readExtensions();
    // What it tells is good to know, and nothing depends on it.
    await readSystem().catch((error: unknown) => tools.note(`Yeastar: ${(error as Error).message}`));
    if (!tools.askOnly) line = await openLine();
  } catch (error) {
    // The log-in stays stored for the next try: another one each time would soon use up the PBX's eight.
    client.close();
    throw error;
  }
  return {
    ended,
    listExtensions: readExtensions,
    reconcile: (span) => reconcile(api, span, translator, tools.zone, pbxNow(), tools.note),
    openRecording: recordings.open,
    async dial({ caller, callee }) {
      const { call_id: id } = await api.ask({ path: "call/dial", body: { caller, callee } }, dialAnswerSchema);
      return id ? { pbxCallId: id } : {};
    },
    pushContacts: (push) => pushContacts(api, push),
    health() {
      const clockDifferenceMs = client.clockDifferenceMs();
      const withEmail = [...extensions.values()].filter(({ email }) => email !== "").length;
      const { tokenExpiresAt } = line ?? {};
      return {
        ...(tokenExpiresAt !== undefined && { tokenExpiresAt }),
        ...(clockDifferenceMs !== undefined && { clockDifferenceMs: Math.round(clockDifferenceMs) }),
        warnings: findWarnings({
          system,
          zone: tools.zone,
          clockDifferenceMs,
          askedAt,
          callsWithoutTrunk: translator.callsWithoutTrunk,
          fewerTopics: line?.hasFewerTopics ?? false,
          extensions: extensions.size,
          extensionsWithEmail: withEmail,
        }),
        details: { ...toDetails(system), extensions: String(extensions.size) },
      };
    },
    async close() {
      const wasOver = isOver;
      finish(undefined);
      await outbox.drained();
      outbox.stop();
      // After a failure the log-in stays for the session that follows.
      const leave = wasOver ? Promise.resolve() : logOut();
      await leave.finally(() => client.close());
    },
  };
}
