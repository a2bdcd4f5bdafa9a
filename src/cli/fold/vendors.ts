import type { PhoneEvent } from "../../domain/index.ts";
import { readGenericFile } from "./generic.ts";

/** What a vendor's recording says, and what may surprise whoever reads the result. */
export interface VendorFile {
  readonly events: readonly PhoneEvent[];
  readonly notes: readonly string[];
}

/** How the command line says a recording is to be read. */
export interface VendorOptions {
  /** The file's name as it was given, for messages. */
  readonly file: string;
  /** IANA time zone of the PBX, for times without a zone. */
  readonly zone?: string;
  readonly trunks?: readonly string[];
  readonly extensionPattern?: string;
  readonly internalContexts?: readonly string[];
}

type ReadVendorFile = (bytes: Uint8Array, options: VendorOptions) => VendorFile | Promise<VendorFile>;

/** Whose recordings can be folded. Each throws `INPUT_INVALID` when the file is not one of its own. */
export const VENDORS: Readonly<Record<string, ReadVendorFile>> = {
  asterisk: async (bytes, options) => (await import("./asterisk.ts")).readAsteriskFile(bytes, options),
  generic: readGenericFile,
  yeastar: async (bytes, options) => (await import("./yeastar.ts")).readYeastarFile(bytes, options),
};
