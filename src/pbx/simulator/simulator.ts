import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { Script, ScriptStep } from "./script.ts";

export interface SimulatorOptions {
  /** Takes the events of one moment; the next moment waits until it has resolved. */
  readonly post: (events: readonly PhoneEvent[]) => Promise<unknown>;
  readonly env: Pick<Env, "now" | "newId">;
  /** 1 = real time (the default), 10 = ten times as fast, Infinity = without waiting. */
  readonly speed?: number;
  /** Waits so many milliseconds, or rejects when the signal aborts. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** Places scripted calls. */
export interface Simulator {
  /**
   * Plays one call and resolves with the PBX's id of it when its last event is posted. Events carry the times of the script, counted
   * from now, at any speed: a call of 30 seconds lasts 30 seconds. Rejects when `post` does or the signal aborts.
   */
  place(script: Script, signal?: AbortSignal): Promise<string>;
  /** Plays several calls, each beginning `gapMs` (script time, default 2,000) after the one before, and resolves when all are over. */
  run(
    scripts: readonly Script[],
    options?: { readonly gapMs?: number; readonly signal?: AbortSignal },
  ): Promise<string[]>;
}

export function createSimulator({ post, env, speed = 1, wait = defaultWait }: SimulatorOptions): Simulator {
  if (!(speed > 0)) throw new RangeError(`the speed of a simulator is greater than 0, not ${speed}`);

  async function place(script: Script, signal?: AbortSignal): Promise<string> {
    const startedAt = env.now();
    const pbxCallId = `${Math.floor(startedAt / 1000)}.${env.newId()}`;
    let reachedMs = 0;
    for (const { afterMs, steps, first } of byMoment(script)) {
      await pause((afterMs - reachedMs) / speed, signal);
      reachedMs = afterMs;
      await post(
        steps.map(({ event }, index) => ({
          ...event,
          key: `${pbxCallId}/${first + index}`,
          pbxCallId,
          occurredAt: startedAt + afterMs,
        })),
      );
    }
    return pbxCallId;
  }

  async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (ms > 0) await wait(ms, signal);
  }

  return {
    place,
    run(scripts, { gapMs = 2000, signal } = {}) {
      return Promise.all(
        scripts.map(async (script, index) => {
          await pause((index * gapMs) / speed, signal);
          return place(script, signal);
        }),
      );
    },
  };
}

function byMoment(script: Script): { afterMs: number; first: number; steps: ScriptStep[] }[] {
  const moments: { afterMs: number; first: number; steps: ScriptStep[] }[] = [];
  for (const [index, step] of script.steps.entries()) {
    const moment = moments.at(-1);
    if (moment?.afterMs === step.afterMs) moment.steps.push(step);
    else moments.push({ afterMs: step.afterMs, first: index, steps: [step] });
  }
  return moments;
}

function defaultWait(ms: number, signal?: AbortSignal): Promise<void> {
  return sleep(ms, undefined, signal && { signal });
}
