import { DeskbellError, describeJsonFault } from "../../base/index.ts";
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

const MAPPING = "mapping:";

/**
 * Who reads a vendor's recordings: one of {@link VENDORS}; or for `mapping:NAME` what a PBX posted, by a ready mapping or by one that
 * lies in a file. `open` reads that file. `undefined` = there is no such vendor.
 */
export async function findVendor(
  vendor: string,
  open: (file: string) => Promise<Uint8Array>,
): Promise<ReadVendorFile | undefined> {
  if (!vendor.startsWith(MAPPING)) return Object.hasOwn(VENDORS, vendor) ? VENDORS[vendor] : undefined;
  const name = vendor.slice(MAPPING.length);
  const mapping = /[./]/.test(name) ? readJson(await open(name), name) : name;
  const { readPostedFile } = await import("./mapping.ts");
  return (bytes, options) => readPostedFile(bytes, mapping, options);
}

function readJson(bytes: Uint8Array, file: string): unknown {
  const text = new TextDecoder().decode(bytes);
  const fault = describeJsonFault(text, file);
  if (fault) throw new DeskbellError("INPUT_INVALID", fault);
  return JSON.parse(text);
}

/** Whose recordings can be folded. Each throws `INPUT_INVALID` when the file is not one of its own. */
export const VENDORS: Readonly<Record<string, ReadVendorFile>> = {
  asterisk: async (bytes, options) => (await import("./asterisk.ts")).readAsteriskFile(bytes, options),
  freeswitch: async (bytes, options) => (await import("./freeswitch.ts")).readFreeswitchFile(bytes, options),
  generic: readGenericFile,
  yeastar: async (bytes, options) => (await import("./yeastar.ts")).readYeastarFile(bytes, options),
};
