import { DeskbellError } from "../../base/index.ts";
import type { RecordingStream } from "../connector.ts";
import type { YeastarApi } from "./api.ts";
import type { YeastarClient } from "./client.ts";
import type { TokenKeeper } from "./token-keeper.ts";
import { downloadAnswerSchema } from "./wire.ts";

const TYPES: Readonly<Record<string, string>> = { wav: "audio/wav", mp3: "audio/mpeg", gsm: "audio/x-gsm" };

/** Reads recordings, one at a time: of mp3 files the PBX gives no more. Each is asked for anew, since a link ends after 30 minutes. */
export interface Recordings {
  open(file: string, signal: AbortSignal): Promise<RecordingStream>;
}

export function createRecordings(api: YeastarApi, client: YeastarClient, keeper: TokenKeeper): Recordings {
  let last: Promise<unknown> = Promise.resolve();

  return {
    async open(file, signal) {
      const before = last;
      const { promise: done, resolve: finish } = Promise.withResolvers<void>();
      last = done;
      try {
        await waitFor(before, signal);
        const answer = await api.ask({ path: "recording/download", query: { file }, signal }, downloadAnswerSchema);
        const { value } = await keeper.get();
        const response = await client.download(answer.download_resource_url, value, signal);
        response.once("close", finish);
        const length = Number(response.headers["content-length"]);
        const told = response.headers["content-type"] ?? "";
        if (/json/.test(told)) {
          response.resume();
          throw new DeskbellError("PBX_LIMIT", "Yeastar recording: it gives one recording at a time; try again soon");
        }
        const type = told.startsWith("audio/") ? told : TYPES[file.split(".").at(-1)?.toLowerCase() ?? ""];
        return {
          contentType: type ?? "application/octet-stream",
          ...(Number.isSafeInteger(length) && { length }),
          body: response,
        };
      } catch (error) {
        // The next one still waits for the one before.
        before.then(() => finish());
        throw error;
      }
    },
  };
}

function waitFor(before: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  return Promise.race([before, promise]).finally(() => signal.removeEventListener("abort", onAbort));
}
