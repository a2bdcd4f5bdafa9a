import { createReadStream } from "node:fs";
import type { FoundLink, RecordingAnswer, RecordingFile, RecordingLibrary } from "../../api/index.ts";
import { DAY, DeskbellError, type Env, HOUR, MINUTE, SECOND } from "../../base/index.ts";
import type { Call, Recording } from "../../domain/index.ts";
import type { RecordingStream } from "../../pbx/index.ts";
import { type AudioAnswer, type Engine, findRetention, type Log, type Retention } from "../../pipeline/index.ts";
import { download } from "../../request/index.ts";
import {
  type Connection,
  findCall,
  findConnection,
  findRecordingLink,
  findRecordingLinkByHash,
  keepRecordingLink,
  type RecordingLink,
  revokeRecordingLink,
  type Store,
} from "../../store/index.ts";
import type { AudioCache, CachedAudio } from "./audio-cache.ts";
import { canDeliver } from "./can-deliver.ts";
import type { LinkSigner } from "./link-signer.ts";
import { createTurns } from "./turns.ts";

/** As `recordings` of the configuration says. */
export interface RecordingRules {
  readonly linkDays: number;
  readonly fetchUrls: boolean;
}

export interface LibraryOptions {
  readonly store: Store;
  readonly env: Env;
  readonly log: Log;
  readonly cache: AudioCache;
  readonly signer: LinkSigner;
  readonly rules: RecordingRules;
  /** The periods that the configuration names. */
  readonly retention?: Retention;
  readonly telephones: () => Pick<Engine["telephones"], "ask">;
  readonly publicUrl: () => string;
  readonly allowPrivateNetworkTargets: boolean;
  /** How long a listener waits for the PBX (ms). */
  readonly patienceMs?: number;
}

/** What the composition root has beside what the API is given. */
export interface OpenLibrary extends RecordingLibrary {
  /** The address that goes into tickets and journal entries; `undefined` = none of ours. `dry`: it is not given out, only shown. */
  addressFor(call: Call, dry: boolean): Promise<string | undefined>;
  /** The audio for a helpdesk that takes it; those who listen go first. Of a call whose link was withdrawn nobody gets it. */
  audioFor(call: Call): Promise<AudioAnswer>;
  /** Whether what a PBX of that connection tells of a recording is enough to fetch it. */
  canFetch(recording: Recording, connection: Pick<Connection, "kind" | "settings">): boolean;
  /** Fetches ahead of time, when nobody waits for anything else of the PBX. */
  prefetch(call: Call): Promise<RecordingAnswer>;
  /** Gives up what is being fetched. */
  close(): Promise<void>;
}

const PATIENCE_MS = 15 * SECOND;
/** So long after a call a PBX that has no file may be at work on it. */
const FINISHING_MS = HOUR;
const DOWNLOAD_MS = 30 * MINUTE;
const MOST_WAITING = 50;
const ASK_AGAIN_SECONDS = 15;

export function createRecordingLibrary(options: LibraryOptions): OpenLibrary {
  const { store, env, log, cache, signer, rules } = options;
  const turns = createTurns(MOST_WAITING);
  const underWay = new Map<string, Promise<RecordingAnswer>>();
  const closing = new AbortController();

  const toLink = (call: Call) =>
    signer.make(call.id, env.now(), Math.floor((call.startedAt + rules.linkDays * DAY) / SECOND) * SECOND);
  const addressOf = (link: RecordingLink) => `${options.publicUrl()}/recordings/${signer.tokenOf(link)}`;

  async function isOver({ startedAt }: Call): Promise<boolean> {
    const { recordingDays } = await store.read(() => findRetention(options.retention ?? {}));
    return recordingDays !== undefined && startedAt < env.now() - recordingDays * DAY;
  }

  /** Where the audio is to be had, as the text that it is cached by; `undefined` = nowhere. */
  async function findSource(call: Call): Promise<{ readonly text: string; readonly recording: Recording } | undefined> {
    const { recording } = call;
    if (!recording) return undefined;
    return sourceOf(recording, await store.read(() => findConnection(call.connectionId)));
  }

  function sourceOf({ file, url }: Recording, connection: Pick<Connection, "kind" | "settings"> | undefined) {
    if (file !== undefined && connection && canDeliver(connection)) {
      return { text: `file ${file}`, recording: { file } };
    }
    if (!rules.fetchUrls || url === undefined || !/^https?:\/\//i.test(url)) return undefined;
    return { text: `url ${url}`, recording: { url } };
  }

  async function fetchAudio(call: Call, source: string, { file, url }: Recording): Promise<RecordingAnswer> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(DOWNLOAD_MS)]);
    const keep = async (audio: RecordingStream) => toFile(call, await cache.keep(call.id, source, audio));
    try {
      signal.throwIfAborted();
      const kept =
        file !== undefined
          ? // The session stays open until the last byte is here.
            await options
              .telephones()
              .ask(call.connectionId, async (session) => keep(await session.openRecording(file, signal)))
          : await keep(await download(url ?? "", options, signal));
      // Erased while it was fetched: then there is nothing to keep it for.
      if (await store.read(() => findCall(call.id))) return { state: "ready", file: kept };
      await library.sweep();
      return { state: "gone" };
    } catch (error) {
      return toAnswer(call, error);
    }
  }

  function toAnswer(call: Call, error: unknown): RecordingAnswer {
    const code = error instanceof DeskbellError ? error.code : undefined;
    const facts = { callId: call.id, reason: error instanceof Error ? error.message : String(error) };
    if (code === "NOT_FOUND") {
      const maybeSoon = env.now() - (call.endedAt ?? env.now()) < FINISHING_MS;
      return maybeSoon ? { state: "later", seconds: ASK_AGAIN_SECONDS } : { state: "gone" };
    }
    log.warn("a recording could not be fetched", facts);
    if (code === "LIMIT_EXCEEDED" || code === "TARGET_REFUSED" || code === "CONFLICT") return { state: "none" };
    return { state: "later", seconds: 60 };
  }

  async function getAudio(call: Call, urgent: boolean, patienceMs: number): Promise<RecordingAnswer> {
    if (await isOver(call)) return { state: "gone" };
    const source = await findSource(call);
    if (!source) return { state: "none" };
    const { text, recording } = source;
    const cached = await cache.find(call.id, text);
    if (cached) return { state: "ready", file: toFile(call, cached) };
    const key = `${call.id} ${text}`;
    let fetching = underWay.get(key);
    if (!fetching) {
      fetching = turns.take(call.connectionId, urgent, () => fetchAudio(call, text, recording));
      if (!fetching) return { state: "later", seconds: 60 };
      underWay.set(key, fetching);
      void fetching.finally(() => underWay.delete(key));
    }
    return atMost(patienceMs, fetching);
  }

  const library: OpenLibrary = {
    async findByToken(token): Promise<FoundLink> {
      const hash = signer.hashOf(token);
      const link = hash === undefined ? undefined : await store.read(() => findRecordingLinkByHash(hash));
      if (!link) return { state: "unknown" };
      if (link.revokedAt !== undefined) return { state: "revoked", link };
      return { state: link.expiresAt <= env.now() ? "expired" : "good", link };
    },
    async findLink(callId) {
      const link = await store.read(() => findRecordingLink(callId));
      return link && { ...link, address: addressOf(link) };
    },
    async revoke(call) {
      await store.write(function* () {
        const { id } = yield* keepRecordingLink(toLink(call));
        yield* revokeRecordingLink(id, env.now());
      });
    },
    async addressFor(call, dry) {
      if (!(await findSource(call))) return undefined;
      const known = await store.read(() => findRecordingLink(call.id));
      const link = known ?? (dry ? toLink(call) : await store.write(() => keepRecordingLink(toLink(call))));
      return link.revokedAt === undefined ? addressOf(link) : "";
    },
    canFetch: (recording, connection) => sourceOf(recording, connection) !== undefined,
    async audioFor(call) {
      const link = await store.read(() => findRecordingLink(call.id));
      if (link?.revokedAt !== undefined) return { state: "withdrawn" };
      const answer = await getAudio(call, false, options.patienceMs ?? PATIENCE_MS);
      if (answer.state !== "ready") return { state: answer.state };
      const { name, contentType, bytes, path } = answer.file;
      return { state: "ready", file: { name, contentType, bytes, open: () => createReadStream(path) } };
    },
    get: (call) => getAudio(call, true, options.patienceMs ?? PATIENCE_MS),
    prefetch: (call) => getAudio(call, false, DOWNLOAD_MS),
    sweep: () =>
      cache.sweep(async (callId) => {
        const stored = await store.read(() => findCall(callId));
        return stored !== undefined && !(await isOver(stored.call));
      }),
    async close() {
      closing.abort(new DeskbellError("PBX_UNREACHABLE", "Deskbell stops"));
      await Promise.all(underWay.values());
    },
  };
  return library;
}

async function atMost(ms: number, fetching: Promise<RecordingAnswer>): Promise<RecordingAnswer> {
  const { promise, resolve } = Promise.withResolvers<RecordingAnswer>();
  const timer = setTimeout(() => resolve({ state: "later", seconds: ASK_AGAIN_SECONDS }), ms);
  return Promise.race([fetching, promise]).finally(() => clearTimeout(timer));
}

function toFile(call: Call, { path, bytes, contentType, key }: CachedAudio): RecordingFile {
  const time = new Date(call.startedAt).toISOString().slice(0, 16).replace("T", "-").replace(":", "");
  const who = call.externalNumber.replace(/[^0-9A-Za-z]/g, "") || "anonymous";
  return { path, bytes, contentType, etag: `"${key}-${bytes}"`, name: `call-${time}-${who}.${key.split(".").at(-1)}` };
}
