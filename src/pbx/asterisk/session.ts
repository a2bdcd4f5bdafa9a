import { DeskbellError, SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { Connector, DialRequest, Session, SessionTools, TimeSpan } from "../connector.ts";
import { createOutbox } from "../outbox.ts";
import { AmiFault, toDeskbellError } from "./faults.ts";
import { findWarnings, hasRecordModule, readDetails } from "./health.ts";
import { type AmiLine, openAmiLine } from "./line.ts";
import { type Endpoints, listEndpoints } from "./list-extensions.ts";
import { createNumbering } from "./numbering.ts";
import { readRecordFile } from "./record-file.ts";
import { openRecordingFile } from "./recordings.ts";
import type { AsteriskSettings } from "./settings.ts";
import { createTranslator, timeOf } from "./to-phone-event.ts";
import type { AmiMessage } from "./wire.ts";
import { createZone } from "./zone.ts";

/** Clocks of a session; tests make them shorter. */
export interface AsteriskTimings {
  readonly pingMs: number;
}

const TIMINGS: AsteriskTimings = { pingMs: 20 * SECOND };

/** So many batches may wait to be written before the socket is paused. */
const MAX_WAITING = 100;

/** How long the caller's own phone rings. */
const DIAL_TIMEOUT_MS = 30 * SECOND;

/** Clocks that differ by less are taken to be the same: a message is under way for a moment. */
const MEASURE_MS = SECOND;

/** Asterisk by its manager interface. */
export function createAsteriskConnector(timings: Partial<AsteriskTimings> = {}): Connector<AsteriskSettings> {
  return {
    // A refused log-in locks nobody out; fail2ban bans after several within ten minutes.
    retryRefusedAfterMs: 900 * SECOND,
    connect: (settings, tools) => connect(settings, tools, { ...TIMINGS, ...timings }),
  };
}

async function connect(settings: AsteriskSettings, tools: SessionTools, timings: AsteriskTimings): Promise<Session> {
  const now = () => tools.env.now();
  const numbering = createNumbering(settings);
  const translator = createTranslator({ ...settings, zoneMinutes: createZone(tools.zone) });
  const { promise: ended, resolve: resolveEnded } = Promise.withResolvers<Error | undefined>();
  let line: AmiLine | undefined;
  let endpoints: Endpoints = { all: [], canReadMail: false };
  let clockDifferenceMs: number | undefined;
  let hasUntimedEvents = false;
  let isOver = false;

  const outbox = createOutbox({
    emit: tools.emit,
    onFailure: finish,
    onProgress: () => outbox.waiting < MAX_WAITING / 2 && line?.resume(),
  });

  function finish(error: Error | undefined): void {
    if (isOver) return;
    isOver = true;
    if (error) line?.close();
    resolveEnded(error);
  }

  function pbxNow(): number {
    return now() + (Math.abs(clockDifferenceMs ?? 0) > MEASURE_MS ? (clockDifferenceMs as number) : 0);
  }

  function onEvent(message: AmiMessage): void {
    if (isOver) return;
    if (timeOf(message) === undefined && message.event === "Newchannel") hasUntimedEvents = true;
    try {
      const events = translator.take(message, pbxNow());
      if (events.length > 0) outbox.push(events);
    } catch (error) {
      tools.note(`Asterisk: ${message.event} was not understood: ${(error as Error).message}`);
    }
    if (outbox.waiting > MAX_WAITING) line?.pause();
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof AmiFault ? toDeskbellError(error) : error;
    }
  }

  const open = await openAmiLine({
    settings,
    events: tools.askOnly ? "off" : eventClasses(settings),
    pingMs: timings.pingMs,
    onEvent,
    onHeard: tools.heard,
    onNote: (message) => tools.note(`Asterisk: ${message}`),
    onPong: (answer) => {
      const time = timeOf(answer);
      if (time !== undefined) clockDifferenceMs = time - now();
    },
  });
  line = open;
  open.closed.then(finish);

  async function readEndpoints(): Promise<Endpoints> {
    endpoints = await listEndpoints(open, numbering);
    return endpoints;
  }

  /** Calls that began and ended unheard; those that were heard are known better. */
  async function readGap(span: TimeSpan): Promise<PhoneEvent[]> {
    if (settings.cdrCsv === undefined) return [];
    const records = await readRecordFile(settings.cdrCsv, span).catch((error: unknown) => {
      tools.note(`Asterisk: cdrCsv cannot be read: ${(error as Error).message}`);
      return [];
    });
    const reader = createTranslator(settings);
    return records
      .filter((record) => !translator.knows(record.get("UniqueID") ?? ""))
      .flatMap((record) => reader.take(record, span.to));
  }

  let details: Record<string, string>;
  let hasRecords: boolean | undefined;
  try {
    details = await readDetails(open);
    hasRecords = await hasRecordModule(open);
    await readEndpoints().catch((error: unknown) => tools.note(`Asterisk: ${(error as Error).message}`));
  } catch (error) {
    await open.close();
    throw error;
  }

  return {
    ended,
    listExtensions: () => guarded(async () => (await readEndpoints()).all.map(({ extension }) => extension)),
    reconcile: (span) =>
      guarded(async () => {
        await open.list({ Action: "CoreShowChannels" });
        const { events, liveCallIds } = translator.settle();
        if (events.length > 0) outbox.push(events);
        return { events: [...events, ...(await readGap(span))], liveCallIds };
      }),
    openRecording: (file, signal) => openRecordingFile(settings, file, signal, now),
    dial: (request) => guarded(() => dial(open, request, endpoints, settings, tools)),
    health: () => ({
      ...(clockDifferenceMs !== undefined && { clockDifferenceMs: Math.round(clockDifferenceMs) }),
      warnings: findWarnings({
        clockDifferenceMs,
        hasUntimedEvents,
        hasRecords,
        readsRecordsOfGaps: settings.cdrCsv !== undefined,
        extensions: endpoints.all.length,
        extensionsWithEmail: endpoints.all.filter(({ extension }) => extension.email !== "").length,
        canReadMail: endpoints.canReadMail,
      }),
      details: { ...details, extensions: String(endpoints.all.length) },
    }),
    async close() {
      finish(undefined);
      await outbox.drained();
      outbox.stop();
      await open.close();
    },
  };
}

/** Names of recordings come only with the dialplan's events, of which there are many. */
function eventClasses({ recordingsFolder }: AsteriskSettings): string {
  return recordingsFolder === undefined ? "system,call,cdr,agent" : "system,call,cdr,agent,dialplan";
}

async function dial(
  line: AmiLine,
  { caller, callee }: DialRequest,
  { all }: Endpoints,
  { dialContext }: AsteriskSettings,
  { env }: SessionTools,
): Promise<{ readonly pbxCallId?: string }> {
  if (!/^\+?[\d*#]{1,40}$/.test(callee)) {
    throw new DeskbellError("INPUT_INVALID", `${callee} cannot be dialled; write digits, *, # and a + in front only`);
  }
  const endpoint = all.find(({ extension }) => extension.number === caller);
  if (!endpoint) throw new DeskbellError("NOT_FOUND", `Asterisk has no endpoint of extension ${caller}`);
  // The channel's id ends like one of Asterisk's own, so that its records can be placed in time.
  const pbxCallId = `deskbell-${env.newId()}-${Math.floor(env.now() / SECOND)}.0`;
  await line.ask({
    Action: "Originate",
    Channel: endpoint.address,
    ChannelId: pbxCallId,
    Context: dialContext ?? endpoint.context ?? "from-internal",
    Exten: callee,
    Priority: "1",
    Timeout: String(DIAL_TIMEOUT_MS),
    Async: "true",
  });
  return { pbxCallId };
}
