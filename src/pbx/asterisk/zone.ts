import { MINUTE, SECOND } from "../../base/index.ts";

/** Gives the minutes east of Greenwich in a zone (IANA name) when its clocks show a time, written as if that were UTC's. */
export function createZone(zone: string): (wallClock: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const offsetAt = (time: number) => (Date.parse(`${format.format(time).replace(" ", "T")}Z`) - time) / MINUTE;
  return (wallClock) => {
    const seconds = Math.floor(wallClock / SECOND) * SECOND;
    // Asked twice, since what the offset is at a time depends on the offset.
    return offsetAt(seconds - offsetAt(seconds) * MINUTE);
  };
}
