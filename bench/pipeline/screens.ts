import { setTimeout as delay } from "node:timers/promises";
import { connectAgents } from "./agents.ts";
import { toNumber } from "./calls.ts";
import { atMost, type Pace, type Part, quantile } from "./measure.ts";
import { openRig } from "./rig.ts";
import { createRinger } from "./ring.ts";

const AGENTS = 2000;
const CALLS_PER_SECOND = 100;
const QUIET_MS = 1500;

/** Two thousand agents with their screens open: what each costs, and how quickly each still gets its pop-up. */
export async function runScreens(pace: Pace): Promise<Part> {
  const rig = await openRig({ extensions: AGENTS });
  const ringer = createRinger();
  try {
    await delay(QUIET_MS);
    const before = (await rig.usage()).rss;
    const startedAt = performance.now();
    const agents = await connectAgents(rig.port, AGENTS, ringer.see);
    const connecting = performance.now() - startedAt;
    await delay(QUIET_MS);
    const connected = await rig.usage();
    const seconds = Math.max(1, 10 * pace.scale);
    const { took, missing } = await ringer.run({
      port: rig.port,
      path: rig.eventsPath("office"),
      callsPerSecond: CALLS_PER_SECOND,
      seconds,
      extensions: AGENTS,
      caller: (n) => toNumber(2_000_000 + n),
    });
    const busy = await rig.usage();
    await agents.close();
    const figures = {
      connect_all_ms: connecting,
      kb_per_agent: (connected.rss - before) / 1024 / AGENTS,
      connected_mb: connected.rss / 2 ** 20,
      busy_mb: busy.rss / 2 ** 20,
      cpu_share: (busy.cpuMs - connected.cpuMs) / (seconds * 1000),
      popup_p50_ms: quantile(took, 0.5),
      popup_p99_ms: quantile(took, 0.99),
      popup_missing: missing,
    };
    return {
      name: "agents",
      figures,
      goals: [
        atMost("agents: pop-up p50 with 2,000 screens, ms", figures.popup_p50_ms, 20),
        atMost("agents: pop-up p99 with 2,000 screens, ms", figures.popup_p99_ms, 100),
        atMost("agents: pop-ups that did not come", missing, 0),
      ],
      notes: [
        `${AGENTS} readers of the live feed, each of its own extension's pop-ups; ${CALLS_PER_SECOND} calls a second with unknown numbers that are looked up`,
        "cpu_share: processor time of the server per second of that, 1 = one core",
      ],
    };
  } finally {
    await rig.close();
  }
}
