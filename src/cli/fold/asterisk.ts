import { MINUTE } from "../../base/index.ts";
import { readAmiStream } from "../../pbx/index.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/** Reads a recorded stream of Asterisk's manager interface. */
export function readAsteriskFile(bytes: Uint8Array, options: VendorOptions): VendorFile {
  const { file, zone, trunks, extensionPattern, internalContexts } = options;
  return readAmiStream(bytes, file, {
    trunks,
    extensionPattern,
    internalContexts,
    ...(zone !== undefined && { zoneMinutes: minutesEast(zone) }),
  });
}

/** Minutes east of Greenwich in a zone, when its clocks show a time (as if that were UTC). */
function minutesEast(zone: string): (wallClock: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const offsetAt = (time: number) => (Date.parse(`${format.format(time).replace(" ", "T")}Z`) - time) / MINUTE;
  return (wallClock) => {
    const seconds = Math.floor(wallClock / 1000) * 1000;
    // Asked twice, since what the offset is at a time depends on the offset.
    return offsetAt(seconds - offsetAt(seconds) * MINUTE);
  };
}
