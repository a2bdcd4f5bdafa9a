import { DeskbellError, describeJsonFault } from "../../base/index.ts";
import { applyMapping, type Mapping, readMapping } from "../../pbx/index.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/** What a body is that came as a form: fields as JSON are easier to write by hand, and taken as well. */
const FIELDS = /^\s*\{/;

/** One body that a PBX posted, or an event that it told, and where that stands. */
export interface Posted {
  readonly body: string;
  readonly place: string;
}

/**
 * Reads a file of what a PBX posted, one body in each line, or one JSON document over several lines. `mapping` is the name of a ready
 * mapping, or one that is written out. Events of a PBX that tells no times happen now.
 */
export function readPostedFile(bytes: Uint8Array, mapping: unknown, options: VendorOptions): VendorFile {
  return mapPosted(toPosted(new TextDecoder().decode(bytes), options.file), () => mapping, options);
}

/** The bodies in a text: one in each line, or one JSON document over several lines. */
export function toPosted(text: string, file: string): readonly Posted[] {
  const lines = text.split(/\r?\n/).map((body, index) => ({ body, place: `${file}, line ${index + 1}` }));
  const filled = lines.filter(({ body }) => body.trim() !== "");
  const isOne = filled.length > 1 && /^\s*[[{]\s*$/.test(filled[0]?.body ?? "") && !describeJsonFault(text, file);
  return isOne ? [{ body: text, place: file }] : filled;
}

/** Reads each body by the mapping that `choose` names for it. Throws `INPUT_INVALID` for the first that cannot be read. */
export function mapPosted(
  posted: readonly Posted[],
  choose: (body: string) => unknown,
  { zone = "UTC", extensionPattern }: VendorOptions,
): VendorFile {
  const pattern = extensionPattern === undefined ? undefined : new RegExp(extensionPattern);
  const context = {
    zone,
    receivedAt: Date.now(),
    ...(pattern && { isExtension: (number: string) => pattern.test(number) }),
  };
  const mappings = new Map<unknown, Mapping>();
  const read = posted.map(({ body, place }) => {
    const name = choose(body);
    const mapping = mappings.get(name) ?? openMapping(name);
    mappings.set(name, mapping);
    const result = applyMapping(mapping, toRequest(body, mapping), context);
    if ("events" in result) return { events: result.events, notes: result.notes.map((note) => `${place}: ${note}`) };
    throw new DeskbellError("INPUT_INVALID", `${place} cannot be read by the mapping`, { problems: result.problems });
  });
  return { events: read.flatMap(({ events }) => events), notes: read.flatMap(({ notes }) => notes) };
}

function openMapping(mapping: unknown): Mapping {
  const reading = readMapping(mapping);
  if (reading.ok) return reading.mapping;
  throw new DeskbellError("INPUT_INVALID", "the mapping cannot be used", { problems: reading.problems });
}

function toRequest(body: string, { definition }: Mapping) {
  const isJson = definition.body === "json";
  const text = isJson || !FIELDS.test(body) ? body : new URLSearchParams(JSON.parse(body)).toString();
  return { contentType: "", body: text, query: text };
}
