import type { Exchange, Outcome } from "../domain/index.ts";
import { showMultipart } from "./multipart.ts";
import type { Redactor } from "./redact.ts";
import type { RenderedRequest } from "./render-request.ts";
import type { Sent } from "./send.ts";

const MAX_KEPT_BODY = 64 * 1024;
const CUT_MARGIN = 8 * 1024;

/** A request as it may be stored and shown. */
export function redactRequest(request: RenderedRequest, redactor: Redactor): Exchange["request"] {
  const body = request.multipart ? showMultipart(request.multipart) : request.body;
  return {
    name: request.name,
    method: request.method,
    url: redactor.url(request.url),
    headers: redactor.headers(request.headers),
    ...(body !== undefined && { body: redactor.body(body) }),
  };
}

/** An answer as it may be stored and shown: its first 64 KiB. */
export function redactAnswer(
  answer: Extract<Sent, { kind: "answer" }>,
  redactor: Redactor,
): NonNullable<Exchange["response"]> {
  return {
    status: answer.status,
    headers: redactor.headers(answer.headers),
    body: redactAndCut(answer.body, redactor),
    bodyBytes: answer.bodyBytes,
  };
}

// Cut before the work of redacting; a secret that the cut went through is then in the margin, which is dropped.
function redactAndCut(body: string, redactor: Redactor): string {
  if (body.length <= MAX_KEPT_BODY) return redactor.body(body);
  const redacted = redactor.body(body.slice(0, MAX_KEPT_BODY + CUT_MARGIN));
  return redacted.slice(0, Math.min(MAX_KEPT_BODY, Math.max(0, redacted.length - CUT_MARGIN)));
}

/** An outcome as it may be stored and shown. */
export function redactOutcome(outcome: Outcome, redactor: Redactor): Outcome {
  return "reason" in outcome ? { ...outcome, reason: redactor.text(outcome.reason) } : outcome;
}
