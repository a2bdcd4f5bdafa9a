import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DeskbellError, HOUR, MINUTE } from "../../base/index.ts";
import type { RecordingStream } from "../../pbx/index.ts";

/** Audio on disk. */
export interface CachedAudio {
  readonly path: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly key: string;
}

/** How much is kept, in bytes. */
export interface AudioLimits {
  /** Of one file. */
  readonly maxBytes: number;
  /** Of all together. */
  readonly maxTotalBytes: number;
}

/** Whole files in one folder, each named by its call and source; what is too much goes by the time of its last use, the oldest first. */
export interface AudioCache {
  /** Counts as a use: for half an hour from then on the file stays, so that whoever got its path can read it to the end. */
  find(callId: string, source: string): Promise<CachedAudio | undefined>;
  /** Throws `LIMIT_EXCEEDED` when it is too long, and what the stream throws, `PBX_UNREACHABLE` when it ends early; then nothing is kept. */
  keep(callId: string, source: string, audio: RecordingStream): Promise<CachedAudio>;
  /** Removes the audio of every call that is not to be kept, what a crash left half, and what is too much. */
  sweep(isKept: (callId: string) => Promise<boolean>): Promise<void>;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/wave": "wav",
  "audio/vnd.wave": "wav",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
  "audio/ogg": "ogg",
  "audio/flac": "flac",
  "audio/gsm": "gsm",
  "audio/x-gsm": "gsm",
  "audio/basic": "au",
  "audio/mp4": "m4a",
  "audio/webm": "weba",
};
const TYPES: Readonly<Record<string, string>> = {
  wav: "audio/wav",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  flac: "audio/flac",
  gsm: "audio/x-gsm",
  au: "audio/basic",
  m4a: "audio/mp4",
  weba: "audio/webm",
};
const NAME = /^([A-Za-z0-9_-]{1,80})\.([0-9a-f]{16})\.([a-z0-9]{2,4})$/;
const HALF = ".half";
/** No download takes longer. */
const HALF_MS = HOUR;
/** No listener's request and no upload reads a file for longer. */
const IN_USE_MS = 30 * MINUTE;

export function openAudioCache(
  folder: string,
  { maxBytes, maxTotalBytes }: AudioLimits,
  newId: () => string,
  now: () => number,
): AudioCache {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const prefixOf = (callId: string, source: string) =>
    `${callId}.${createHash("sha256").update(source).digest("hex").slice(0, 16)}.`;

  async function write(path: string, audio: RecordingStream): Promise<number> {
    let bytes = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of audio.body) {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          const most = `${maxBytes / 2 ** 20} MB`;
          throw new DeskbellError("LIMIT_EXCEEDED", `the recording is longer than ${most} (recordings.maxMegabytes)`);
        }
        yield chunk;
      }
    }
    await pipeline(counted, createWriteStream(path, { mode: 0o600, flags: "wx" }));
    if (audio.length !== undefined && audio.length !== bytes) {
      throw new DeskbellError("PBX_UNREACHABLE", `the recording ended after ${bytes} of ${audio.length} bytes`);
    }
    if (bytes === 0) throw new DeskbellError("PBX_UNREACHABLE", "the recording came empty");
    return bytes;
  }

  // The time of change is that of the last use, so that it outlives a restart.
  async function markUsed(path: string): Promise<void> {
    const at = new Date(now());
    await utimes(path, at, at).catch(() => undefined);
  }

  async function removeTooMuch(): Promise<void> {
    const files = [];
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const found = NAME.test(name) ? await stat(path).catch(() => undefined) : undefined;
      if (found) files.push({ path, bytes: found.size, usedAt: found.mtimeMs });
    }
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes, usedAt } of files.sort((a, b) => a.usedAt - b.usedAt)) {
      if (total <= maxTotalBytes || usedAt > now() - IN_USE_MS) return;
      await rm(path, { force: true });
      total -= bytes;
    }
  }

  return {
    async find(callId, source) {
      const prefix = prefixOf(callId, source);
      const name = (await readdir(folder)).find((one) => one.startsWith(prefix) && NAME.test(one));
      if (name === undefined) return undefined;
      const path = join(folder, name);
      await markUsed(path);
      const found = await stat(path).catch(() => undefined);
      return found && toCached(path, name, found.size);
    },
    async keep(callId, source, audio) {
      const told = audio.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
      const name = `${prefixOf(callId, source)}${EXTENSIONS[told] ?? "bin"}`;
      if (!NAME.test(name)) throw new Error("the id of the call makes no file name");
      const half = join(folder, `${newId()}${HALF}`);
      const path = join(folder, name);
      try {
        const bytes = await write(half, audio);
        const handle = await open(half, "r+");
        await handle.sync().finally(() => handle.close());
        await rename(half, path);
        await markUsed(path);
        await removeTooMuch();
        return toCached(path, name, bytes);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
    },
    async sweep(isKept) {
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const callId = NAME.exec(name)?.[1];
        if (callId !== undefined) {
          if (!(await isKept(callId))) await rm(path, { force: true });
        } else if (name.endsWith(HALF)) {
          const found = await stat(path).catch(() => undefined);
          if (found && now() - found.mtimeMs > HALF_MS) await rm(path, { force: true });
        }
      }
      await removeTooMuch();
    },
  };
}

function toCached(path: string, name: string, bytes: number): CachedAudio {
  const extension = name.split(".").at(-1) ?? "";
  return { path, bytes, contentType: TYPES[extension] ?? "application/octet-stream", key: name };
}
