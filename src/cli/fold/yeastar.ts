import { DeskbellError } from "../../base/index.ts";
import { readYeastarMessages } from "../../pbx/index.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/** Reads recorded messages of a Yeastar P-Series: the event push, webhooks, rows of the CDR. */
export function readYeastarFile(bytes: Uint8Array, { file, zone, extensionPattern }: VendorOptions): VendorFile {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DeskbellError("INPUT_INVALID", `${file}: the bytes are not UTF-8; save it as UTF-8`, { cause });
  }
  return readYeastarMessages(text, file, {
    ...(zone !== undefined && { zone }),
    ...(extensionPattern !== undefined && { extensionPattern }),
  });
}
