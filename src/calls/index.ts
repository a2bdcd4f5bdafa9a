export { applyEvent } from "./apply-event.ts";
export { closeStale } from "./close-stale.ts";
