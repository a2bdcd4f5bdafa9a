import type { MappingDefinition } from "../mapping-schema.ts";
import { FREESWITCH_CDR } from "./freeswitch-cdr.ts";
import { FREESWITCH_EVENTS } from "./freeswitch-events.ts";
import { GRANDSTREAM_UCM } from "./grandstream-ucm.ts";
import { THREECX } from "./threecx.ts";
import { TWILIO } from "./twilio.ts";

/** The ready mappings by name. docs/connect/ says of each what its vendor's documents pin down. */
export const MAPPING_PRESETS: Readonly<Record<string, MappingDefinition>> = {
  "3cx": THREECX,
  "freeswitch-cdr": FREESWITCH_CDR,
  "freeswitch-events": FREESWITCH_EVENTS,
  "grandstream-ucm": GRANDSTREAM_UCM,
  twilio: TWILIO,
};
