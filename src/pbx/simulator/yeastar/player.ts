import { setTimeout as sleep } from "node:timers/promises";
import { DeskbellError, SECOND } from "../../../base/index.ts";
import type { ScriptOptions } from "../script.ts";
import { formatLocal, isTalk, type PbxState, writeDown } from "./pbx-state.ts";
import { createPlayedCall, type PlayedCall } from "./played-call.ts";
import type { Push } from "./push.ts";
import { YEASTAR_SCRIPTS, type YeastarScript } from "./scripts.ts";
import { WAV } from "./silence.ts";

export interface PlacedOptions extends ScriptOptions {
  /** How fast the call runs, when not as fast as all. */
  readonly speed?: number;
  readonly signal?: AbortSignal;
}

/** Plays calls: tells their states as they go on, and writes their legs down when they are over. */
export interface Player {
  /** Resolves with the call's id when it has been written down. */
  place(name: string, options: PlacedOptions): Promise<string>;
  /** Rings the caller's phone, then dials; gives the call's id at once. */
  dial(caller: string, callee: string): string;
  /** Ends the call that has the channel; false when there is none. */
  hangUp(channel: string): boolean;
  /** Breaks all calls off. */
  close(): Promise<void>;
}

export interface PlayerOptions {
  readonly state: PbxState;
  readonly push: Pick<Push, "tell">;
  readonly zone: string;
  readonly now: () => number;
  readonly nextId: () => string;
  readonly speed: number;
  readonly recording: "wav" | "mp3" | "none";
  readonly recordingDelayMs: number;
  readonly monitorTrunks: boolean;
}

export function createPlayer(options: PlayerOptions): Player {
  const { state, push, zone, now, nextId, recording } = options;
  const stop = new AbortController();
  const playing = new Map<string, { readonly running: Promise<unknown>; readonly hungUp: AbortController }>();
  let calls = 0;

  function play({ script, play: extra }: YeastarScript, placed: PlacedOptions, byClick: boolean) {
    const { speed = options.speed } = placed;
    const startedAt = now();
    const callId = `${Math.floor(startedAt / SECOND)}.${calls++}`;
    const [first] = script.steps;
    if (!first) throw new DeskbellError("INPUT_INVALID", `the script "${script.name}" has no steps`);
    const call = createPlayedCall(callId, first, startedAt, nextId, { ...extra, byClick });
    const hungUp = new AbortController();
    const signals = [stop.signal, hungUp.signal, placed.signal].filter((signal) => signal !== undefined);
    const signal = AbortSignal.any(signals);
    const isTold = options.monitorTrunks || call.direction === "internal";
    let reachedMs = 0;

    async function apply(step: (typeof script.steps)[number]): Promise<void> {
      const told = call.apply(step, startedAt + step.afterMs);
      if (isTold) for (const one of told) await push.tell(one);
    }

    async function run(): Promise<string> {
      for (const step of script.steps) {
        const waitMs = (step.afterMs - reachedMs) / speed;
        if (waitMs > 0) await sleep(waitMs, undefined, { signal });
        reachedMs = step.afterMs;
        if (step.event.kind !== "summary") await apply(step);
      }
      return finish();
    }

    async function finish(): Promise<string> {
      state.live.delete(callId);
      const file = recording === "none" ? undefined : record(call, startedAt);
      for (const msg of writeDown(call, state, zone, file)) await push.tell({ type: 30012, msg: { ...msg } });
      return callId;
    }

    state.live.set(callId, call);
    const running = run()
      .catch(async (error) => {
        if (!hungUp.signal.aborted || stop.signal.aborted) throw error;
        await apply({ afterMs: reachedMs, event: { kind: "ended" } });
        return finish();
      })
      .finally(() => {
        state.live.delete(callId);
        playing.delete(callId);
      });
    playing.set(callId, { running, hungUp });
    return { callId, running };
  }

  // The file's name tells when, whom and which way; there is none where nobody talked.
  function record({ callId, from, to, direction, legs }: PlayedCall, startedAt: number): string | undefined {
    if (!legs().some(isTalk)) return undefined;
    const stamp = formatLocal(startedAt, zone).replace(/\D/g, "");
    const way = direction.charAt(0).toUpperCase() + direction.slice(1);
    const file = `${stamp}-${callId}-${from.replace(/^.*<|>$/g, "")}-${to}-${way}.${recording}`;
    const id = state.recordings.size + 1;
    const time = formatLocal(startedAt, zone, "/");
    const row = { id, time, uid: callId, call_from: from, call_to: to, size: WAV.length, call_type: way, file };
    state.recordings.set(file, { file, row, readyAt: now() + options.recordingDelayMs });
    return file;
  }

  return {
    async place(name, placed) {
      const make = YEASTAR_SCRIPTS[name];
      if (make) return play(make(placed), placed, false).running;
      const names = Object.keys(YEASTAR_SCRIPTS).join(", ");
      throw new DeskbellError("INPUT_INVALID", `there is no script "${name}"; there are ${names}`);
    },
    dial(caller, callee) {
      const make = YEASTAR_SCRIPTS["outbound-answered"] as (cast: ScriptOptions) => YeastarScript;
      const { callId, running } = play(make({ extension: caller, number: callee }), {}, true);
      // Nobody waits for it; it is broken off when the double closes.
      running.catch(() => undefined);
      return callId;
    },
    hangUp(channel) {
      const call = [...state.live.values()].find((one) => JSON.stringify(one.members()).includes(`"${channel}"`));
      const found = call && playing.get(call.callId);
      found?.hungUp.abort();
      return found !== undefined;
    },
    async close() {
      stop.abort();
      await Promise.allSettled([...playing.values()].map(({ running }) => running));
    },
  };
}
