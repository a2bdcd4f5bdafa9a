import { DeskbellError, describeJsonFault } from "../../base/index.ts";
import { applyMapping, type Mapping, readMapping } from "../../pbx/index.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/** What a body is that came as a form: fields as JSON are easier to write by hand, and taken as well. */
const FIELDS = /^\s*\{/;

/**
 * Reads a file of what a PBX posted, one body in each line, or one JSON document over several lines. `mapping` is the name of a ready
 * mapping, or one that is written out. Events of a PBX that tells no times happen now.
 */
export function readPostedFile(bytes: Uint8Array, mapping: unknown, options: VendorOptions): VendorFile {
  const { file, zone = "UTC", extensionPattern } = options;
  const reading = readMapping(mapping);
  if (!reading.ok)
    throw new DeskbellError("INPUT_INVALID", "the mapping cannot be used", { problems: reading.problems });
  const pattern = extensionPattern === undefined ? undefined : new RegExp(extensionPattern);
  const context = {
    zone,
    receivedAt: Date.now(),
    ...(pattern && { isExtension: (number: string) => pattern.test(number) }),
  };
  const posted = bodiesOf(new TextDecoder().decode(bytes), file).map(({ body, place }) => {
    const result = applyMapping(reading.mapping, toRequest(body, reading.mapping), context);
    if ("events" in result) return { events: result.events, notes: result.notes.map((note) => `${place}: ${note}`) };
    throw new DeskbellError("INPUT_INVALID", `${place} cannot be read by the mapping`, { problems: result.problems });
  });
  return { events: posted.flatMap(({ events }) => events), notes: posted.flatMap(({ notes }) => notes) };
}

function bodiesOf(text: string, file: string): { readonly body: string; readonly place: string }[] {
  const lines = text.split(/\r?\n/).map((body, index) => ({ body, place: `${file}, line ${index + 1}` }));
  const filled = lines.filter(({ body }) => body.trim() !== "");
  const isOne = filled.length > 1 && /^\s*[[{]\s*$/.test(filled[0]?.body ?? "") && !describeJsonFault(text, file);
  return isOne ? [{ body: text, place: file }] : filled;
}

function toRequest(body: string, { definition }: Mapping) {
  const isJson = definition.body === "json";
  const text = isJson || !FIELDS.test(body) ? body : new URLSearchParams(JSON.parse(body)).toString();
  return { contentType: "", body: text, query: text };
}
