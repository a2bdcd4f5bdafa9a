import type { Random } from "./random.ts";

/** How the helpdesk behaves at one moment. */
export const WEATHERS = [
  "fair",
  "slow",
  "hangs-before-writing",
  "hangs-after-writing",
  "drops-before-writing",
  "drops-after-writing",
  "writes-late",
  "429-with-retry-after",
  "429",
  "500",
  "503-with-retry-after",
  "503",
  "garbage",
  "html",
  "wrong-answer",
  "revokes-tokens",
] as const;
export type Weather = (typeof WEATHERS)[number];

/** Most requests must come through, or nothing but waiting would be tested. */
const FAIR_SHARE = 0.45;
/** Within a bad phase not every request meets it, so that good and bad answers alternate in one call. */
const HIT_SHARE = 0.6;
const PHASE_MS = { shortest: 60, longest: 500 };

export interface WeatherVane {
  /** What the next request meets. */
  next(): Weather;
  /** From now on everything is fair, or again as it comes. */
  setFair(fair: boolean): void;
  /** How many requests met which weather. */
  readonly met: ReadonlyMap<Weather, number>;
}

/** What makes an engine send less for many minutes. */
const THROTTLING: ReadonlySet<Weather> = new Set(["429", "429-with-retry-after", "503-with-retry-after"]);
/** What ties up a killed server's attempts until the others have not heard of it for long enough. */
const HANGING: ReadonlySet<Weather> = new Set(["hangs-before-writing", "hangs-after-writing"]);
const HANGS_RARELY = 0.15;

/**
 * Weather that changes every so often, by the seed; what is in force depends on when one asks. With `sparing` it brings nothing whose
 * effects last for minutes, and rarely what lasts for seconds: for servers whose clock cannot be put forward at any moment.
 */
export function createWeather(random: Random, now: () => number, sparing: boolean): WeatherVane {
  const met = new Map<Weather, number>();
  let fair = false;
  let phase: Weather = "fair";
  let phaseEnds = 0;

  function current(): Weather {
    if (fair) return "fair";
    if (now() >= phaseEnds) {
      phase = random.chance(FAIR_SHARE) ? "fair" : random.pick(WEATHERS);
      if (sparing && (THROTTLING.has(phase) || (HANGING.has(phase) && !random.chance(HANGS_RARELY)))) phase = "fair";
      phaseEnds = now() + random.between(PHASE_MS.shortest, PHASE_MS.longest);
    }
    return random.chance(HIT_SHARE) ? phase : "fair";
  }

  return {
    met,
    next() {
      const weather = current();
      met.set(weather, (met.get(weather) ?? 0) + 1);
      return weather;
    },
    setFair(wanted) {
      fair = wanted;
    },
  };
}
