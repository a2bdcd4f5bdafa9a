import { type Env, SECOND } from "../base/index.ts";
import { type ContactType, toCanonical } from "../domain/index.ts";
import type { LookUp } from "./look-up.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** Asks the helpdesk about a number once, however many calls of it ring at the same moment, and not again while it has just said "nobody". */
export interface LookUpMemory {
  /** Gives the answer that another call is waiting for or got a moment ago, else asks. */
  ask(
    number: string,
    types: readonly ContactType[],
    runtime: IntegrationRuntime,
    look: () => Promise<LookUp>,
  ): Promise<LookUp>;
  /** Somebody has the number now. */
  forget(number: string, runtime: IntegrationRuntime): void;
}

interface Remembered {
  readonly found: LookUp;
  readonly at: number;
  readonly until: number;
}

/** Calls of one number within this time are one moment: a group of phones, a caller who presses redial. */
const MOMENT_MS = 2 * SECOND;
const MAX_REMEMBERED = 10_000;

export function createLookUpMemory(env: Pick<Env, "now">): LookUpMemory {
  const underWay = new Map<string, Promise<LookUp>>();
  const answers = new Map<string, Remembered>();

  function remember(key: string, found: LookUp, runtime: IntegrationRuntime): void {
    if (found.match === undefined) return;
    const { rememberUnknownSeconds } = runtime.integration.settings.contactSync;
    const ms = found.match.state === "unknown" ? rememberUnknownSeconds * SECOND : MOMENT_MS;
    if (answers.size >= MAX_REMEMBERED) answers.clear();
    if (ms > 0) answers.set(key, { found, at: env.now(), until: env.now() + ms });
  }

  return {
    async ask(number, types, runtime, look) {
      const key = `${toKey(number, runtime)} ${types.join(",")}`;
      const now = env.now();
      const remembered = answers.get(key);
      if (remembered && now < remembered.until) return toRemembered(remembered, now);
      const asked = underWay.get(key);
      // Whose answer was lost asks for itself, when its own turn to try again has come.
      if (asked) return { ...(await asked), exchanges: [] };
      const looking = look();
      underWay.set(key, looking);
      try {
        const found = await looking;
        remember(key, found, runtime);
        return found;
      } finally {
        underWay.delete(key);
      }
    },
    forget(number, runtime) {
      const start = `${toKey(number, runtime)} `;
      for (const key of answers.keys()) if (key.startsWith(start)) answers.delete(key);
    },
  };
}

function toRemembered({ found, at }: Remembered, now: number): LookUp {
  const told = found.match?.state === "unknown" ? "knew nobody by this number" : "told who has this number";
  const reason = `the helpdesk was asked ${Math.round((now - at) / SECOND)} s ago and ${told}`;
  return { ...found, outcome: { kind: "skipped", reason }, exchanges: [] };
}

function toKey(number: string, { integration }: IntegrationRuntime): string {
  return `${integration.id} ${toCanonical(number, integration.settings.numbers.region)}`;
}
