import { DeskbellError, MINUTE, SECOND } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { Connector, PbxExtension, Session, SessionTools } from "../connector.ts";
import { applyMapping } from "../mapping/apply-mapping.ts";
import { placeChannels, readChannels, toMissedEvents, withoutRepeats } from "./channels.ts";
import { readUsers } from "./directory.ts";
import { openEventSocket, type SocketTimings } from "./event-socket.ts";
import type { FreeswitchSettings } from "./settings.ts";
import { eventMapping } from "./to-phone-event.ts";

const TIMINGS: SocketTimings = { answerMs: 10 * SECOND, silenceMs: MINUTE + 5 * SECOND };

const EVENTS =
  "CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_HANGUP_COMPLETE RECORD_STOP HEARTBEAT";

/** So many events may wait to be written before the socket is paused. */
const MAX_WAITING = 100;

/** What may be dialled: nothing that the command language of the switch would take for its own. */
const DIALLABLE = /^[+*#\w]{1,40}$/;

/** FreeSWITCH by its event socket: live events and channels. It keeps no records; mod_json_cdr posts them. */
export function createFreeswitchConnector(timings: Partial<SocketTimings> = {}): Connector<FreeswitchSettings> {
  return { connect: (settings, tools) => connect(settings, tools, { ...TIMINGS, ...timings }) };
}

async function connect(settings: FreeswitchSettings, tools: SessionTools, timings: SocketTimings): Promise<Session> {
  const mapping = eventMapping(settings);
  const extensions = new Map<string, PbxExtension>();
  const ended = Promise.withResolvers<Error | undefined>();
  let written: Promise<void> = Promise.resolve();
  let waiting = 0;
  let clockDifferenceMs: number | undefined;
  let details: Readonly<Record<string, string>> = {};
  let failure: Error | undefined;

  const line = await openEventSocket({ settings, timings, onHeard: tools.heard, onEvent });
  // What was heard is written before it is told that nothing more comes.
  line.ended.then(async (error) => {
    await written;
    ended.resolve(failure ?? error);
  });

  function onEvent(json: string): void {
    const events = toPhoneEvents(json);
    if (events.length === 0) return;
    waiting++;
    if (waiting > MAX_WAITING) line.pause();
    written = written.then(async () => {
      try {
        if (!failure) await tools.emit(events);
      } catch (error) {
        failure = error as Error;
        await line.close();
      }
      waiting--;
      if (waiting < MAX_WAITING / 2) line.resume();
    });
  }

  function toPhoneEvents(json: string): readonly PhoneEvent[] {
    noteHeartbeat(json);
    const isKnown =
      extensions.size > 0 && !settings.extensions ? (number: string) => extensions.has(number) : undefined;
    const context = { zone: tools.zone, receivedAt: tools.env.now(), ...(isKnown && { isExtension: isKnown }) };
    const mapped = applyMapping(mapping, { contentType: "application/json", body: json, query: "" }, context);
    if ("problems" in mapped) {
      for (const { path, message } of mapped.problems) tools.note(`FreeSWITCH: ${path}: ${message}`);
      return [];
    }
    for (const note of mapped.notes) tools.note(`FreeSWITCH: ${note}`);
    return mapped.events;
  }

  function noteHeartbeat(json: string): void {
    if (!json.includes('"HEARTBEAT"')) return;
    const beat = JSON.parse(json) as Record<string, unknown>;
    if (beat["Event-Name"] !== "HEARTBEAT") return;
    const at = Number(beat["Event-Date-Timestamp"]) / 1000;
    if (at > 0) clockDifferenceMs = Math.round(at - tools.env.now());
    const told = [
      ["version", beat["FreeSWITCH-Version"]],
      ["host", beat["FreeSWITCH-Hostname"]],
      ["upTime", beat["Up-Time"]],
    ] as const;
    const news = Object.fromEntries(
      told.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
    details = { ...details, ...news };
  }

  async function listExtensions(): Promise<readonly PbxExtension[]> {
    const found = readUsers(await line.api(`list_users${settings.domain ? ` domain ${settings.domain}` : ""}`));
    extensions.clear();
    for (const one of found) extensions.set(one.number, one);
    return found;
  }

  try {
    const version = /^FreeSWITCH Version (\S+)/.exec(await line.api("version"))?.[1];
    if (version !== undefined) details = { version };
    await listExtensions();
    if (!tools.askOnly) await line.command(`event json ${EVENTS}`);
  } catch (error) {
    await line.close();
    throw error;
  }

  return {
    ended: ended.promise,
    listExtensions,
    async reconcile() {
      const channels = await placeChannels(await askChannels(line.api), async (uuid, name) => {
        const printed = (await line.api(`uuid_getvar ${uuid} ${name}`)).trim();
        return printed === "_undef_" || printed.startsWith("-ERR") ? "" : printed;
      });
      const missed = channels.flatMap((channel) => toMissedEvents(channel, tools.env.now()));
      const events = missed.flatMap((event) => toPhoneEvents(JSON.stringify(event)));
      return { events: withoutRepeats(events), liveCallIds: [...new Set(channels.map(({ call }) => call))] };
    },
    async openRecording(file) {
      throw new DeskbellError(
        "NOT_FOUND",
        `FreeSWITCH hands out no recordings over its event socket, so "${file}" stays there`,
      );
    },
    async dial({ caller, callee }) {
      if (!DIALLABLE.test(caller) || !DIALLABLE.test(callee)) {
        throw new DeskbellError(
          "INPUT_INVALID",
          "a number to dial holds more than digits, letters, +, * and #; write it without blanks",
        );
      }
      const id = tools.env.newId();
      const variables = `origination_uuid=${id},deskbell_caller=${caller},deskbell_callee=${callee}`;
      const user = settings.domain ? `${caller}@${settings.domain}` : caller;
      await line.command(`bgapi originate {${variables}}user/${user} ${callee} XML ${settings.dialContext}`);
      return { pbxCallId: id };
    },
    health: () => ({
      ...(clockDifferenceMs !== undefined && { clockDifferenceMs }),
      warnings:
        extensions.size > 0 || settings.extensions
          ? []
          : [
              "the directory lists no users, so numbers of two to six digits are taken for extensions; name them in `extensions`",
            ],
      details,
    }),
    async close() {
      await line.close();
      await ended.promise;
    },
  };
}

async function askChannels(api: (command: string) => Promise<string>) {
  const printed = await api("show channels as json");
  try {
    return readChannels(printed);
  } catch (cause) {
    throw new DeskbellError(
      "PBX_UNREACHABLE",
      "FreeSWITCH does not list its channels as JSON; is mod_commands loaded?",
      { cause },
    );
  }
}
