export { applyEvent } from "./apply-event.ts";
export { closeStale, closeUnheard, lastNewsAt } from "./close-stale.ts";
export { type Outcome, toOutcome } from "./outcome.ts";
