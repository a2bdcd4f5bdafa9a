import { MINUTE, SECOND } from "../../base/index.ts";
import { readLocalTime } from "./local-time.ts";
import type { systemAnswerSchema } from "./wire.ts";

export type System = NonNullable<(typeof systemAnswerSchema)["_output"]["data"]>;

/** What a session has noticed about the PBX. */
export interface Noticed {
  readonly system: System | undefined;
  readonly zone: string;
  /** Milliseconds, the PBX's clock minus ours. */
  readonly clockDifferenceMs: number | undefined;
  /** When the system's time was asked, our clock. */
  readonly askedAt: number;
  readonly callsWithoutTrunk: number;
  /** The PBX did not take all topics. */
  readonly fewerTopics: boolean;
  readonly extensions: number;
  readonly extensionsWithEmail: number;
}

/** One call may have been heard of in its middle. */
const ENOUGH_CALLS = 3;
const LARGE_DIFFERENCE_MS = 30 * SECOND;
/** Zones are quarters of an hour apart. */
const QUARTER_MS = 15 * MINUTE;

/** What is switched off or set wrongly at the PBX, each with its cure. */
export function findWarnings(noticed: Noticed): string[] {
  const { system, zone, clockDifferenceMs = 0, askedAt, callsWithoutTrunk, fewerTopics } = noticed;
  const shown = readLocalTime(system?.system_time ?? "", zone);
  const away = shown === undefined ? 0 : Math.round((shown - askedAt - clockDifferenceMs) / QUARTER_MS) * QUARTER_MS;
  const seconds = Math.round(clockDifferenceMs / SECOND);
  return [
    callsWithoutTrunk >= ENOUGH_CALLS &&
      "calls are heard of only when they are over, or without their trunk: switch on the status monitor of every trunk and of the extensions in Integrations > API",
    Math.abs(clockDifferenceMs) > LARGE_DIFFERENCE_MS &&
      `the PBX's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} ours: let both take their time from an NTP server`,
    away !== 0 &&
      `the PBX's clocks are ${Math.abs(away) / MINUTE} minutes off the zone ${zone}: set the connection's zone to that of System > Date and Time`,
    fewerTopics && "the firmware does not push all events; update it for alerts, forwards and AI summaries",
    noticed.extensions === 0 && "the PBX shows no extensions: give the API user a role that may see them",
    noticed.extensions > 0 &&
      noticed.extensionsWithEmail === 0 &&
      "no extension has an e-mail address, so helpdesk users must be associated by hand",
  ].filter((one) => typeof one === "string");
}

/** What is worth showing of the PBX. */
export function toDetails(system: System | undefined): Record<string, string> {
  const entries = {
    model: system?.device_name || system?.product || system?.model,
    firmware: system?.firmware_ver || system?.firmware_version,
    serial: system?.sn,
  };
  return Object.fromEntries(Object.entries(entries).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
