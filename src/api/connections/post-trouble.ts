import { DAY, HOUR } from "../../base/index.ts";
import { findLastEventTime, listRefusedPosts, type Operation } from "../../store/index.ts";

/** Trouble that is older has passed, or nobody waits for it. */
const NEWS_MS = DAY;
/** While it is newer, it matters also when other posts are taken: it may be one kind of them. */
const FRESH_MS = HOUR;

/** What is wrong with what a PBX posts now, for a person; `undefined` = nothing that is known. */
export function* findPostTrouble(connectionId: string, now: number): Operation<string | undefined> {
  const posts = yield* listRefusedPosts(connectionId);
  const last = posts.find(({ fate }) => fate !== "not-understood");
  if (!last || last.at < now - NEWS_MS) return undefined;
  const isFresh = posts.some(({ fate, at }) => fate === "refused" && at >= now - FRESH_MS);
  if (!isFresh && ((yield* findLastEventTime(connectionId)) ?? 0) >= last.at) return undefined;
  const [reason] = last.reasons;
  return `What the PBX posts is refused: ${[reason?.path, reason?.message].filter(Boolean).join(": ")}`;
}
