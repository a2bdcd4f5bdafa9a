import { setTimeout as delay } from "node:timers/promises";
import type { Seen } from "./agents.ts";
import { newCallId, toEvents, toTokenPost } from "./calls.ts";
import { type Client, openClient } from "./http-load.ts";

export interface Ringing {
  readonly port: number;
  readonly path: string;
  readonly callsPerSecond: number;
  readonly seconds: number;
  /** Extensions from 1000 on that are called in turn. */
  readonly extensions: number;
  /** The caller of the n-th call. */
  readonly caller: (n: number) => string;
}

/** How long pop-ups took, milliseconds from the POST of the ringing to the frame that shows the caller. */
export interface Latencies {
  readonly took: readonly number[];
  /** Calls whose caller was not shown within five seconds. */
  readonly missing: number;
}

/** Lets phones ring at a steady pace, whatever the server makes of it, and waits for the pop-ups. */
export interface Ringer {
  /** Tells of a pop-up that came to a screen. */
  see(popup: Seen): void;
  run(ringing: Ringing): Promise<Latencies>;
}

const ANSWERED_AFTER_MS = 200;
const ENDED_AFTER_MS = 1000;
const LATEST_MS = 5000;

export function createRinger(): Ringer {
  const sentAt = new Map<string, number>();
  let took: number[] = [];

  return {
    see({ extension, number, contactName, at }) {
      const key = `${extension} ${number}`;
      const began = sentAt.get(key);
      if (began === undefined || contactName === "") return;
      sentAt.delete(key);
      took.push(at - began);
    },
    async run({ port, path, callsPerSecond, seconds, extensions, caller }) {
      sentAt.clear();
      took = [];
      const post = createPoster(port);
      const posts: Promise<void>[] = [];
      const startedAt = performance.now();
      for (let n = 0; n < callsPerSecond * seconds; n++) {
        await delay(Math.max(0, startedAt + (n * 1000) / callsPerSecond - performance.now()));
        const extension = String(1000 + (n % extensions));
        const number = caller(n);
        const [ringing, answered, ended] = toEvents(newCallId(), number, extension).map((one) =>
          toTokenPost(path, one),
        );
        sentAt.set(`${extension} ${number}`, performance.now());
        posts.push(post.send(ringing as Buffer, 0), post.send(answered as Buffer, ANSWERED_AFTER_MS));
        posts.push(post.send(ended as Buffer, ENDED_AFTER_MS));
      }
      await Promise.all(posts);
      for (const endsAt = performance.now() + LATEST_MS; sentAt.size > 0 && performance.now() < endsAt; )
        await delay(10);
      post.close();
      return { took, missing: sentAt.size };
    },
  };
}

/** Sends on a connection that is free, or on a new one, so that a slow answer holds up no other request. */
function createPoster(port: number): { send(request: Buffer, afterMs: number): Promise<void>; close(): void } {
  const free: Client[] = [];
  return {
    async send(request, afterMs) {
      if (afterMs > 0) await delay(afterMs);
      const client = free.pop() ?? (await openClient(port));
      await client.send(request);
      free.push(client);
    },
    close() {
      for (const client of free) client.close();
    },
  };
}
