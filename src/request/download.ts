import { isIP } from "node:net";
import { Agent, request as undiciRequest } from "undici";
import { DeskbellError, MINUTE, SECOND } from "../base/index.ts";
import { checkTarget, type Resolve, type TargetPolicy } from "./target-guard.ts";

/** A file as it comes over HTTP. */
export interface Download {
  readonly contentType: string;
  /** Bytes, where the server says so. */
  readonly length?: number;
  readonly body: AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 3;
/** Bytes of an answer that is no file. */
const MOST_DUMPED = 64 * 1024;

/**
 * Fetches a file by the rules that hold for requests to helpdesks; each redirect is checked anew. Throws `NOT_FOUND` when the server does
 * not have it, `TARGET_REFUSED`, and `PBX_UNREACHABLE` for all else. The address is never shown: it may be a secret by itself.
 */
export async function download(
  address: string,
  policy: TargetPolicy,
  signal: AbortSignal,
  resolve?: Resolve,
): Promise<Download> {
  const agent = new Agent({
    allowH2: false,
    connect: {
      timeout: 10 * SECOND,
      lookup(host, options, callback) {
        checkTarget(host, policy, resolve).then(
          (targets) => {
            const [first] = targets;
            if (options.all || !first) callback(null, [...targets]);
            else callback(null, first.address, first.family);
          },
          (error: NodeJS.ErrnoException) => callback(error, "", 0),
        );
      },
    },
  });
  try {
    const answer = await follow(new URL(address), { agent, policy, signal, resolve });
    answer.body.once("close", () => void agent.close());
    return answer;
  } catch (error) {
    await agent.destroy();
    if (error instanceof DeskbellError) throw error;
    throw new DeskbellError("PBX_UNREACHABLE", "the recording's address did not answer", { cause: error });
  }
}

interface Way {
  readonly agent: Agent;
  readonly policy: TargetPolicy;
  readonly signal: AbortSignal;
  readonly resolve: Resolve | undefined;
}

async function follow(first: URL, { agent, policy, signal, resolve }: Way) {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (!/^https?:$/.test(url.protocol)) {
      throw new DeskbellError("TARGET_REFUSED", "the recording's address is none of http or https");
    }
    // A literal address is not looked up, so it is checked here.
    if (isIP(url.hostname.replace(/^\[|\]$/g, ""))) await checkTarget(url.hostname, policy, resolve);
    const { statusCode, headers, body } = await undiciRequest(url, {
      dispatcher: agent,
      headersTimeout: MINUTE,
      bodyTimeout: MINUTE,
      signal,
    });
    // Whoever reads it hears of a failure; it must not end the process where nobody reads it any more.
    body.on("error", () => {});
    if (statusCode === 200) {
      const length = Number(headers["content-length"]);
      const contentType = String(headers["content-type"] ?? "application/octet-stream");
      return { contentType, ...(Number.isSafeInteger(length) && { length }), body };
    }
    await body.dump({ limit: MOST_DUMPED });
    const { location } = headers;
    if (statusCode === 404 || statusCode === 410) {
      throw new DeskbellError("NOT_FOUND", "the recording's address has no recording");
    }
    if (statusCode < 300 || statusCode > 399 || typeof location !== "string") {
      throw new DeskbellError("PBX_UNREACHABLE", `the recording's address answers ${statusCode}`);
    }
    url = new URL(location, url);
  }
  throw new DeskbellError("PBX_UNREACHABLE", `the recording's address redirects more than ${MOST_REDIRECTS} times`);
}
