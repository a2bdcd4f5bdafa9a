import { createZone, readAmiStream } from "../../pbx/index.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/** Reads a recorded stream of Asterisk's manager interface. */
export function readAsteriskFile(bytes: Uint8Array, options: VendorOptions): VendorFile {
  const { file, zone, trunks, extensionPattern, internalContexts } = options;
  return readAmiStream(bytes, file, {
    trunks,
    extensionPattern,
    internalContexts,
    ...(zone !== undefined && { zoneMinutes: createZone(zone) }),
  });
}
