import { assertNever } from "../base/index.ts";
import type { Outcome } from "../domain/index.ts";
import type { UploadFile } from "../request/index.ts";
import type { CallLink, StoredCall } from "../store/index.ts";
import type { Request } from "../template/index.ts";
import { needs } from "./feature-context.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** The recording that a request is to hand over, or why there is nothing to send, or nothing yet. */
export async function getAudio(
  request: Request,
  { stored, link }: { readonly stored: StoredCall; readonly link: CallLink },
  { audio }: IntegrationRuntime,
): Promise<{ readonly file: UploadFile } | { readonly outcome: Outcome }> {
  // Held in a rehearsal, it may be replayed before what it belongs to.
  if (needs(request, "JournalId") && !link.journal?.id) return refuse("the call has no journal entry with an id");
  if (needs(request, "TicketId") && link.ticketId === undefined) return refuse("the call has no ticket with an id");
  const answer = (await audio?.get(stored.call)) ?? { state: "none" as const };
  switch (answer.state) {
    case "ready":
      return { file: answer.file };
    case "later":
      return { outcome: { kind: "unreachable", reason: "the PBX has not handed out the recording yet" } };
    case "gone":
      return refuse("nobody has the recording any more: the PBX does not have it, or its time is over (retention)");
    case "withdrawn":
      return refuse("the recording was withdrawn");
    case "none":
      return refuse("the recording cannot be fetched from the PBX; where it was tried, the log says why");
    default:
      return assertNever(answer, "audio");
  }
}

function refuse(reason: string): { readonly outcome: Outcome } {
  return { outcome: { kind: "refused", reason } };
}
