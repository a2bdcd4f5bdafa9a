/** How any PBX that posts JSON or forms connects by configuration alone: a mapping says what its words mean. */
export { applyMapping, type Mapped, type MappingContext } from "./apply-mapping.ts";
export { type MappingDefinition, mappingSchema } from "./mapping-schema.ts";
export { MAPPING_PRESETS } from "./presets/index.ts";
export type { PostedRequest } from "./read-body.ts";
export { type Mapping, type MappingReading, readMapping } from "./read-mapping.ts";
export { findTwilioFault, type TwilioRequest } from "./twilio-signature.ts";
