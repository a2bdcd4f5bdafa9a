import type { FastifyError, FastifyRequest } from "fastify";
import { type Problem, SECOND } from "../../base/index.ts";
import {
  type Connection,
  findConnection,
  keepRefusedPost,
  type RefusedPost,
  sealPlace,
  type Vault,
} from "../../store/index.ts";
import type { ApiContext } from "../context.ts";
import { toRefusal } from "../errors.ts";
import { redactPost } from "./redact-post.ts";

const MOST_REASONS = 20;
const LONGEST_REASON = 300;
/** Of strangers, and of what a PBX posts and nobody needs, one of a connection is kept in so long: it may come all the time. */
const PAUSE_MS = 10 * SECOND;

/** Keeps the last posts of which nothing was taken, so that whoever connects a PBX sees what it sends and why it is refused. */
export interface RefusedPosts {
  /** The sender has proven itself: from here on what it sends may be kept. */
  believe(request: FastifyRequest): void;
  /** For the route's `onError`. */
  keepRefused(request: FastifyRequest, error: FastifyError): Promise<void>;
  keepNotUnderstood(request: FastifyRequest, notes: readonly string[]): Promise<void>;
}

export function createRefusedPosts({ store, vault, env, log }: ApiContext): RefusedPosts {
  const believed = new WeakSet<FastifyRequest>();
  const keptAt = new Map<string, number>();

  async function keep(request: FastifyRequest, fate: RefusedPost["fate"], reasons: readonly Problem[]): Promise<void> {
    const { id } = request.params as { id: string };
    const now = env.now();
    const turn = `${fate} ${id}`;
    if (fate !== "refused" && now - (keptAt.get(turn) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return;
    try {
      const connection = await store.read(() => findConnection(id));
      if (!connection) return;
      keptAt.set(turn, now);
      const secrets = [...listSecrets(connection, vault), ...listGiven(request)];
      const post = toPost(request, { at: now, fate, reasons }, secrets);
      await store.write(() => keepRefusedPost(id, post));
    } catch (error) {
      log.error("a refused post was not kept", { connection: id, error });
    }
  }

  return {
    believe: (request) => void believed.add(request),
    async keepRefused(request, error) {
      const refusal = toRefusal(error);
      if (!refusal || refusal.status >= 500) return;
      const { message, problems = [{ path: "", message }] } = refusal.body.error;
      await keep(request, believed.has(request) ? "refused" : "unproven", problems);
    },
    keepNotUnderstood: (request, notes) =>
      keep(
        request,
        "not-understood",
        notes.map((message) => ({ path: "", message })),
      ),
  };
}

function toPost(
  request: FastifyRequest,
  { at, fate, reasons }: Pick<RefusedPost, "at" | "fate" | "reasons">,
  secrets: readonly string[],
): RefusedPost {
  const { method, url, headers, ip } = request;
  const body = request.rawBody ?? (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  const show = (text: string) => redactPost(text, secrets);
  const cut = (text: string) => (text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text);
  return {
    at,
    fate,
    method,
    address: show(url),
    from: ip,
    contentType: show(headers["content-type"] ?? ""),
    bytes: body.length,
    ...(fate !== "unproven" && body.length > 0 && { body: show(body.toString("utf8")) }),
    reasons: reasons.slice(0, MOST_REASONS).map(({ path, message, help }) => ({
      path: cut(path),
      message: cut(show(message)),
      ...(help !== undefined && { help: cut(help) }),
    })),
  };
}

/** What the sender has proven itself with, or tried to. */
function listGiven({ headers, url }: FastifyRequest): string[] {
  const token = new URL(url, "http://localhost").searchParams.get("token");
  const [, ...words] = (headers.authorization ?? "").split(" ");
  return [
    ...words,
    ...words.map((one) =>
      Buffer.from(one, "base64")
        .toString()
        .replace(/^[^:]*:/, ""),
    ),
    token ?? "",
  ];
}

function listSecrets({ id, sealedSettings, sealedSecret }: Connection, vault: Vault): string[] {
  const own = sealedSecret === undefined ? [] : [vault.open(sealedSecret, sealPlace.connection(id))];
  const ofSettings = Object.entries(sealedSettings).map(([name, one]) => vault.open(one, sealPlace.setting(id, name)));
  return [...own, ...ofSettings].map((secret) => secret.reveal());
}
