import { DeskbellError } from "../../base/index.ts";
import { type Mapping, readMapping } from "../mapping/read-mapping.ts";
import type { FreeswitchSettings } from "./settings.ts";

/** How live events of the event socket are read. */
export function eventMapping(settings: FreeswitchSettings): Mapping {
  return openMapping("freeswitch-events", settings);
}

/** How call records that mod_json_cdr posts are read; they name calls as the events do. */
export function recordMapping(settings: FreeswitchSettings): Mapping {
  return openMapping("freeswitch-cdr", settings);
}

function openMapping(like: string, { extensions }: FreeswitchSettings): Mapping {
  const reading = readMapping({ like, ...(extensions && { extensions }) });
  if (reading.ok) return reading.mapping;
  throw new DeskbellError("CONFIG_INVALID", "the extensions cannot be read", { problems: reading.problems });
}
