import type { PhoneEvent } from "../../../src/domain/index.ts";
import type { Connector, Session, SessionTools, TimeSpan } from "../../../src/pbx/connector.ts";

/** A PBX on loopback that a connector is tried with, and what the suite may do with it. */
export interface ConnectorRig<Settings> {
  readonly connector: Connector<Settings>;
  readonly settings: Settings;
  /** The same, with a secret that the PBX does not take. */
  readonly wrongSettings: Settings;
  /** The same, at an address where nobody listens. */
  readonly unreachableSettings: Settings;
  readonly zone: string;
  /** The PBX's extensions, by number. */
  readonly extensions: readonly { readonly number: string; readonly name: string; readonly email: string }[];
  /** Plays a call and resolves with the PBX's id of it when the PBX has written it down. */
  play(call: RigCall): Promise<string>;
  /** Cuts the line without a farewell. */
  drop(): void;
  /** How many log-ins the PBX counts as live; `undefined` where it does not count. */
  liveLogIns(): number | undefined;
  /** How often somebody tried to log in. */
  logIns(): number;
  /** Whether the PBX keeps records that can be asked for afterwards. */
  readonly hasRecords: boolean;
  /** The PBX's file of a call's recording that is finished; `undefined` where it records nothing. */
  recordingOf(callId: string): string | undefined;
  /** Numbers that somebody's phone rang for and then was connected to, as "1001>+66…". */
  dialled(): readonly string[];
  close(): Promise<void>;
}

/** Calls that every rig can play: 1001 is called by +66812345678 or calls it, 30 s of talk; a queue is 6400 with 1001–1003. */
export type RigCall = "answered" | "missed" | "busy" | "transfer" | "queue" | "ring-group" | "outbound-answered";

/** What a session told. */
export interface Heard {
  readonly session: Session;
  readonly events: PhoneEvent[];
  readonly notes: string[];
  /** The token pair or alike that it shares. */
  readonly stored: () => string | undefined;
  signs(): number;
}

export interface HeardOptions {
  readonly stored?: string | undefined;
  readonly emit?: (events: readonly PhoneEvent[]) => Promise<void>;
}

/** Connects, and keeps what it hears. */
export async function hear<Settings>(
  rig: ConnectorRig<Settings>,
  settings: Settings = rig.settings,
  options: HeardOptions = {},
): Promise<Heard> {
  const events: PhoneEvent[] = [];
  const notes: string[] = [];
  let stored = options.stored;
  let signs = 0;
  let ids = 0;
  const tools: SessionTools = {
    env: { now: Date.now, newId: () => `id${ids++}`, random: Math.random },
    zone: rig.zone,
    shared: {
      read: async () => stored,
      write: async (text) => {
        stored = text;
      },
    },
    emit: async (told) => {
      await options.emit?.(told);
      events.push(...told);
    },
    heard: () => {
      signs++;
    },
    note: (message) => notes.push(message),
  };
  const session = await rig.connector.connect(settings, tools);
  return { session, events, notes, stored: () => stored, signs: () => signs };
}

/** A span around now. */
export function aroundNow(): TimeSpan {
  return { from: Date.now() - 60_000, to: Date.now() + 60_000 };
}
