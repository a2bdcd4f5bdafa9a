import { DeskbellError } from "../../base/index.ts";
import { readEventSocketStream } from "../../pbx/index.ts";
import { mapPosted, toPosted } from "./mapping.ts";
import type { VendorFile, VendorOptions } from "./vendors.ts";

/**
 * Reads what a FreeSWITCH said: a recorded stream of its event socket, or events and records of mod_json_cdr as JSON, one in each line. Both
 * name calls alike, so they may be mixed.
 */
export function readFreeswitchFile(bytes: Uint8Array, options: VendorOptions): VendorFile {
  const { file } = options;
  const stream = readEventSocketStream(bytes);
  const posted = stream
    ? stream.events.map((body, index) => ({ body, place: `${file}, event ${index + 1}` }))
    : toPosted(new TextDecoder().decode(bytes), file);
  if (!posted.some(({ body }) => isEvent(body) || isRecord(body))) {
    const cure =
      'record what the port of mod_event_socket sends after "event json ALL", or write events or call records as JSON, one in each line';
    throw new DeskbellError(
      "INPUT_INVALID",
      `${file}: no event and no call record of a FreeSWITCH in this file; ${cure}`,
    );
  }
  const mapped = mapPosted(posted, (body) => (isRecord(body) ? "freeswitch-cdr" : "freeswitch-events"), options);
  return { events: mapped.events, notes: [...mapped.notes, ...(stream?.notes ?? [])] };
}

const isEvent = (body: string) => body.includes('"Event-Name"');
const isRecord = (body: string) => body.includes('"callflow"') && !isEvent(body);
