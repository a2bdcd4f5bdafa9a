import type { Problem } from "../../base/index.ts";
import { lock, type Operation, query, queryOne } from "../operation.ts";

/** Their kind and key among what else is kept of a PBX beside its calls. */
export const REFUSED_POSTS = "refused-posts";

/** How many of each fate are kept of a connection; together twenty. None pushes out those of another. */
const MOST: Readonly<Record<RefusedPost["fate"], number>> = { refused: 10, "not-understood": 5, unproven: 5 };

/** Something that was posted for a PBX and of which nothing was taken, without secrets. */
export interface RefusedPost {
  /** Milliseconds since 1970, our clock. */
  readonly at: number;
  /**
   * `refused`: it has problems, and was answered with them. `not-understood`: it was taken, but nothing was found in it that is known.
   * `unproven`: nobody knows who sent it.
   */
  readonly fate: "refused" | "not-understood" | "unproven";
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  /** IP address of the sender. */
  readonly from: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Its beginning; absent where the sender has not proven itself. */
  readonly body?: string;
  readonly reasons: readonly Problem[];
}

/** Keeps it, and forgets the oldest of its fate where they become too many. Nothing is kept for a connection that is not there. */
export function* keepRefusedPost(connectionId: string, post: RefusedPost): Operation<void> {
  yield* lock(`${REFUSED_POSTS} ${connectionId}`);
  const before = yield* listRefusedPosts(connectionId);
  const same = before.filter(({ fate }) => fate === post.fate).slice(0, MOST[post.fate] - 1);
  const others = before.filter(({ fate }) => fate !== post.fate);
  yield* query(
    `INSERT INTO connection_notices (connection_id, key, kind, at, body) SELECT id, ?, ?, ?, ? FROM connections WHERE id = ?
     ON CONFLICT (connection_id, key) DO UPDATE SET at = excluded.at, body = excluded.body`,
    REFUSED_POSTS,
    REFUSED_POSTS,
    post.at,
    JSON.stringify([post, ...same, ...others].sort((a, b) => b.at - a.at)),
    connectionId,
  );
}

/** The newest first. */
export function* listRefusedPosts(connectionId: string): Operation<RefusedPost[]> {
  const row = yield* queryOne(
    "SELECT body FROM connection_notices WHERE connection_id = ? AND key = ?",
    connectionId,
    REFUSED_POSTS,
  );
  return row ? (JSON.parse(row.body as string) as RefusedPost[]) : [];
}

/** Forgets those of all connections: nobody can tell whose numbers stand in them. */
export function* eraseRefusedPosts(): Operation<void> {
  yield* query("DELETE FROM connection_notices WHERE kind = ?", REFUSED_POSTS);
}
