import { createFreeswitchConnector } from "../../../src/pbx/freeswitch/session.ts";
import { type FreeswitchSettings, freeswitchSettingsSchema } from "../../../src/pbx/freeswitch/settings.ts";
import { openSwitch } from "../../../src/pbx/freeswitch/switch.test.data.ts";
import type { ConnectorRig, RigCall } from "./rig.ts";

/** A call of half a minute takes a tenth of a second. */
const SPEED = 300;

const CALLER = "+66812345678";
const EXTENSIONS = [
  { number: "1001", name: "สมชาย", email: "" },
  { number: "1002", name: "Anna", email: "" },
  { number: "1003", name: "Bob", email: "" },
];
const USERS = [
  "userid|context|domain|group|contact|callgroup|effective_caller_id_name|effective_caller_id_number",
  ...EXTENSIONS.map(({ number, name }) => `${number}|default|pbx|default|sofia/${number}|x|${name}|${number}`),
  "",
  "+OK",
].join("\n");

type Fields = Readonly<Record<string, string>>;

/** A channel of the double: what all its events say, and how the list of channels shows it. */
interface Channel {
  readonly fields: Fields;
  state: string;
}

/** The double of FreeSWITCH's event socket, and a switch behind it that plays calls. */
export async function openFreeswitchRig(): Promise<ConnectorRig<FreeswitchSettings>> {
  const channels = new Map<string, Channel>();
  const dialled: string[] = [];
  const playing = new Set<Promise<unknown>>();
  let count = 0;
  let sequence = 0;

  const pbx = await openSwitch({
    print(command) {
      if (command === "version") return "FreeSWITCH Version 1.10.12-release~64bit (git 5c9d3c6)\n";
      if (command === "list_users") return USERS;
      if (command === "show channels as json") return JSON.stringify({ row_count: channels.size, rows: rows() });
      const [verb, uuid = "", name = ""] = command.split(" ");
      return verb === "uuid_getvar" ? (channels.get(uuid)?.fields[`variable_${name}`] ?? "_undef_") : undefined;
    },
    onJob(command) {
      const job = /^originate \{origination_uuid=(\S+?),deskbell_caller=(\d+),.*\}user\/\d+ (\S+) XML default$/.exec(
        command,
      );
      if (!job) return;
      const [, id, caller, callee] = job as unknown as [string, string, string, string];
      dialled.push(`${caller}>${callee}`);
      track(playDialled(id, caller, callee));
    },
  });

  function rows(): Fields[] {
    return [...channels].map(([uuid, { fields, state }]) => ({
      uuid,
      direction: fields["Call-Direction"] as string,
      created_epoch: String(Math.floor(Date.now() / 1000)),
      cid_num: fields["Caller-Caller-ID-Number"] as string,
      dest: fields["Caller-Destination-Number"] as string,
      callstate: state,
      // The list names the call of a leg only when it is bridged.
      call_uuid: state === "ACTIVE" ? (fields["Channel-Call-UUID"] as string) : "",
    }));
  }

  function leg(uuid: string, call: string, direction: string, from: string, to: string, more: Fields = {}): Fields {
    return {
      "Unique-ID": uuid,
      "Channel-Call-UUID": call,
      "Call-Direction": direction,
      "Caller-Caller-ID-Number": from,
      "Caller-Caller-ID-Name": from,
      "Caller-Destination-Number": to,
      ...more,
    };
  }

  /** Tells `[second, event, leg, more]` one after the other, and keeps the channels as they are then. */
  async function run(steps: readonly (readonly [number, string, Fields, Fields?])[]): Promise<void> {
    const start = Date.now();
    let now = 0;
    for (const [second, name, fields, more = {}] of steps) {
      if (second > now) await new Promise((resolve) => setTimeout(resolve, ((second - now) * 1000) / SPEED));
      now = second;
      const uuid = fields["Unique-ID"] as string;
      if (name === "CHANNEL_CREATE") channels.set(uuid, { fields, state: "RINGING" });
      if (name === "CHANNEL_HANGUP_COMPLETE") channels.delete(uuid);
      const channel = channels.get(uuid);
      if (channel && name === "CHANNEL_ANSWER") channel.state = "ACTIVE";
      pbx.tell({
        ...fields,
        ...more,
        "Event-Name": name,
        "Core-UUID": "c0de",
        "Event-Sequence": String(++sequence),
        "Event-Date-Timestamp": String((start + second * 1000) * 1000),
      });
    }
  }

  const hungUp = (cause: string, more: Fields = {}) => ({ "Hangup-Cause": cause, ...more });

  async function play(call: RigCall): Promise<string> {
    const id = `a${++count}`;
    const isOutbound = call === "outbound-answered";
    const a = isOutbound ? leg(id, id, "inbound", "1001", CALLER) : leg(id, id, "inbound", CALLER, "020001000");
    const phone = (extension: string) =>
      leg(`${id}-${extension}`, id, "outbound", CALLER, extension, {
        variable_dialed_user: extension,
        variable_originating_leg_uuid: id,
      });
    const agent = (extension: string) =>
      leg(`${id}-${extension}`, `${id}-${extension}`, "outbound", CALLER, extension, {
        variable_dialed_user: extension,
        variable_cc_member_session_uuid: id,
        variable_cc_queue: "6400@default",
      });
    const bridged = hungUp("NORMAL_CLEARING", { variable_last_bridge_to: "b" });
    const rings = (one: Fields, at: number) => [
      [at, "CHANNEL_CREATE", one] as const,
      [at, "CHANNEL_PROGRESS", one] as const,
    ];
    const together = (make: (extension: string) => Fields) => [
      [0, "CHANNEL_CREATE", a] as const,
      ...EXTENSIONS.flatMap(({ number }) => rings(make(number), 2)),
      [8, "CHANNEL_ANSWER", make("1001")] as const,
      [8, "CHANNEL_HANGUP_COMPLETE", make("1002"), hungUp("LOSE_RACE")] as const,
      [8, "CHANNEL_HANGUP_COMPLETE", make("1003"), hungUp("LOSE_RACE")] as const,
      [38, "CHANNEL_HANGUP_COMPLETE", make("1001"), hungUp("NORMAL_CLEARING")] as const,
      [38, "CHANNEL_HANGUP_COMPLETE", a, bridged] as const,
    ];
    const first = phone("1001");
    const trunk = leg(`${id}-t`, id, "outbound", "020001000", CALLER, { variable_originating_leg_uuid: id });
    const answered = (one: Fields) => [
      [0, "CHANNEL_CREATE", a] as const,
      ...rings(one, 2),
      [8, "CHANNEL_ANSWER", one] as const,
      [8, "CHANNEL_ANSWER", a] as const,
      [38, "CHANNEL_HANGUP_COMPLETE", one, hungUp("NORMAL_CLEARING")] as const,
      [38, "CHANNEL_HANGUP_COMPLETE", a, bridged] as const,
    ];
    const second = phone("1002");
    const scripts: Readonly<Record<RigCall, readonly (readonly [number, string, Fields, Fields?])[]>> = {
      answered: answered(first),
      "outbound-answered": answered(trunk),
      missed: [
        [0, "CHANNEL_CREATE", a],
        ...rings(first, 2),
        [22, "CHANNEL_HANGUP_COMPLETE", first, hungUp("NO_ANSWER")],
        [22, "CHANNEL_HANGUP_COMPLETE", a, hungUp("NO_ANSWER")],
      ],
      busy: [
        [0, "CHANNEL_CREATE", a],
        [1, "CHANNEL_CREATE", first],
        [1, "CHANNEL_HANGUP_COMPLETE", first, hungUp("USER_BUSY")],
        [1, "CHANNEL_HANGUP_COMPLETE", a, hungUp("USER_BUSY")],
      ],
      transfer: [
        [0, "CHANNEL_CREATE", a],
        ...rings(first, 2),
        [8, "CHANNEL_ANSWER", first],
        [18, "CHANNEL_HANGUP_COMPLETE", first, hungUp("BLIND_TRANSFER")],
        ...rings(second, 19),
        [22, "CHANNEL_ANSWER", second],
        [52, "CHANNEL_HANGUP_COMPLETE", second, hungUp("NORMAL_CLEARING")],
        [52, "CHANNEL_HANGUP_COMPLETE", a, bridged],
      ],
      queue: together(agent),
      "ring-group": together(phone),
    };
    await run(scripts[call]);
    return id;
  }

  function playDialled(id: string, caller: string, callee: string): Promise<void> {
    const more = { variable_deskbell_caller: caller, variable_deskbell_callee: callee };
    const phone = leg(id, id, "outbound", "0000000000", caller, more);
    const trunk = leg(`${id}-t`, id, "outbound", "020001000", callee);
    return run([
      [0, "CHANNEL_CREATE", phone],
      [1, "CHANNEL_PROGRESS", phone],
      [3, "CHANNEL_ANSWER", phone],
      [3, "CHANNEL_CREATE", trunk],
      [5, "CHANNEL_PROGRESS", trunk],
      [9, "CHANNEL_ANSWER", trunk],
      [39, "CHANNEL_HANGUP_COMPLETE", trunk, hungUp("NORMAL_CLEARING")],
      [39, "CHANNEL_HANGUP_COMPLETE", phone, hungUp("NORMAL_CLEARING", { variable_last_bridge_to: `${id}-t` })],
    ]);
  }

  function track<T>(work: Promise<T>): Promise<T> {
    playing.add(work);
    return work.finally(() => playing.delete(work));
  }

  const settings = (change: object = {}) =>
    freeswitchSettingsSchema.parse({
      host: "127.0.0.1",
      port: pbx.port,
      password: "a password of the tests",
      ...change,
    });
  return {
    connector: createFreeswitchConnector(),
    settings: settings(),
    wrongSettings: settings({ password: "wrong-secret" }),
    // Port 9 is "discard", which nobody runs any more.
    unreachableSettings: settings({ port: 9 }),
    zone: "Asia/Bangkok",
    extensions: EXTENSIONS,
    play: (call) => track(play(call)),
    drop: () => pbx.drop(false),
    liveLogIns: () => undefined,
    logIns: () => pbx.commands.filter((command) => command === "auth").length,
    hasRecords: false,
    recordingOf: () => undefined,
    dialled: () => dialled,
    async close() {
      await Promise.all(playing);
      await pbx.close();
    },
  };
}
