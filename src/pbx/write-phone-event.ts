import type { PhoneEvent } from "../domain/index.ts";
import type { PhoneEventBody } from "./phone-event-schema.ts";

/** Writes an event as the REST API takes it: what `phoneEventSchema` reads back as the same event. */
export function writePhoneEvent(event: PhoneEvent): PhoneEventBody {
  const { key, pbxCallId, occurredAt, ...rest } = event;
  const { legId, ...members } = "legId" in rest ? rest : { ...rest, legId: undefined };
  return {
    id: key,
    call: pbxCallId,
    at: new Date(occurredAt).toISOString(),
    ...members,
    ...(legId !== undefined && { leg: legId }),
  };
}
