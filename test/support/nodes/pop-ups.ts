import { setTimeout as sleep } from "node:timers/promises";

/** One pop-up as the feed told it. */
export interface SeenPopup {
  /** Of the feed. */
  readonly id: number;
  readonly number: string;
  readonly integration: string;
}

/** Follows an extension's pop-ups at a node, as a browser does: when the connection ends it comes back, with the last id that it has. */
export interface PopupReader {
  /** In order of arrival. */
  readonly seen: SeenPopup[];
  stop(): Promise<void>;
}

const AGAIN_MS = 100;

/** Goes on behind the last of `seen`; without one it begins with the first pop-up of all. */
export function followPopups(address: string, token: string, extension: string, seen: SeenPopup[] = []): PopupReader {
  const controller = new AbortController();
  const url = `${address}/api/v1/changes?after=0&extension=${extension}&kinds=popup`;

  async function follow(): Promise<void> {
    while (!controller.signal.aborted) {
      const last = seen.at(-1);
      const headers = { authorization: `Bearer ${token}`, ...(last && { "last-event-id": String(last.id) }) };
      try {
        await read(await fetch(url, { headers, signal: controller.signal }), seen);
      } catch {
        // The node or its database is away for a moment.
      }
      await sleep(AGAIN_MS);
    }
  }

  const following = follow();
  return {
    seen,
    async stop() {
      controller.abort();
      await following;
    },
  };
}

async function read({ body }: Response, seen: SeenPopup[]): Promise<void> {
  let text = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      const id = /^id: (\d+)$/m.exec(frame)?.[1];
      const data = /^data: (.+)$/m.exec(frame)?.[1];
      if (id === undefined || data === undefined) continue;
      const { number, integrationId } = JSON.parse(data).popup;
      seen.push({ id: Number(id), number, integration: integrationId });
    }
  }
}
