import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { extname, isAbsolute, resolve, sep } from "node:path";
import { DeskbellError, SECOND } from "../../base/index.ts";
import type { RecordingStream } from "../connector.ts";
import type { AsteriskSettings } from "./settings.ts";

/** A file that was written to in this time is not finished. */
const QUIET_MS = 3 * SECOND;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".wav": "audio/wav",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".opus": "audio/ogg",
  ".gsm": "audio/gsm",
  ".ulaw": "audio/basic",
  ".flac": "audio/flac",
};

/**
 * Opens a file that MixMonitor wrote, by its path as Asterisk told it. Only what lies below the recordings folder is given, whatever
 * links and dots the path has. Throws `NOT_FOUND` when there is none, and while it is still written to.
 */
export async function openRecordingFile(
  settings: Pick<AsteriskSettings, "recordingsFolder" | "recordingsPrefix">,
  file: string,
  signal: AbortSignal,
  now: () => number,
): Promise<RecordingStream> {
  const { recordingsFolder: folder, recordingsPrefix } = settings;
  if (folder === undefined) {
    throw new DeskbellError(
      "NOT_FOUND",
      "Asterisk's recordings cannot be read here: set recordingsFolder to the folder where MixMonitor's files can be read",
    );
  }
  const prefix = recordingsPrefix.endsWith("/") ? recordingsPrefix : `${recordingsPrefix}/`;
  const relative = file.startsWith(prefix) ? file.slice(prefix.length) : file;
  const wanted = isAbsolute(relative) ? relative : resolve(folder, relative);
  const contentType = CONTENT_TYPES[extname(wanted).toLowerCase()];
  const missing = () => new DeskbellError("NOT_FOUND", `the recordings folder has no recording of that name`);
  if (contentType === undefined || file.includes("\0")) throw missing();
  const [root, path] = await Promise.all([realpath(folder), realpath(wanted)]).catch(() => {
    throw missing();
  });
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) throw missing();
  const found = await stat(path).catch(() => {
    throw missing();
  });
  if (!found.isFile()) throw missing();
  if (found.size === 0 || now() - found.mtimeMs < QUIET_MS) {
    throw new DeskbellError("NOT_FOUND", "Asterisk has not finished the recording; it is asked for again");
  }
  return { contentType, length: found.size, body: createReadStream(path, { signal }) };
}
