import type { Call } from "../domain/index.ts";
import { factsOf } from "./stored-facts.ts";

/** What became of a call, told apart further than its disposition. */
export type Outcome = "answered" | "no-answer" | "busy" | "declined" | "abandoned" | "failed";

/**
 * What became of a call: `abandoned` is a call to us whose caller gave up before anybody answered or refused, `declined` one that
 * everybody who rang refused; a voicemail is nobody's answer. `undefined` while nobody has answered a call that goes on.
 */
export function toOutcome(call: Call): Outcome | undefined {
  switch (call.disposition) {
    case undefined:
      return call.state === "answered" ? "answered" : undefined;
    case "voicemail":
      return "no-answer";
    case "no-answer":
      return toUnanswered(call);
    default:
      return call.disposition;
  }
}

function toUnanswered(call: Call): Outcome {
  const reasons = call.legs.map(({ endReason }) => endReason);
  const isGivenUp = factsOf(call).abandoned === true || reasons.includes("hung-up");
  if (isGivenUp && call.direction !== "outbound") return "abandoned";
  const refused = reasons.filter((reason) => reason === "declined" || reason === "busy");
  return refused.length > 0 && refused.length === reasons.length ? "declined" : "no-answer";
}
