/** Follows an extension's pop-ups at a node, until `stop`. */
export interface PopupReader {
  /** Ids of the feed, in order of arrival, over all readers that share the list. */
  readonly seen: { readonly id: number; readonly number: string; readonly integration: string }[];
  stop(): Promise<void>;
}

/** Goes on behind the last of `seen`; without one it begins now. Resolves when the node has answered. */
export async function followPopups(
  address: string,
  token: string,
  extension: string,
  seen: PopupReader["seen"] = [],
): Promise<PopupReader> {
  const controller = new AbortController();
  const last = seen.at(-1);
  const answer = await fetch(`${address}/api/v1/changes?extension=${extension}&kinds=popup`, {
    headers: { authorization: `Bearer ${token}`, ...(last && { "last-event-id": String(last.id) }) },
    signal: controller.signal,
  });
  const reading = read(answer, seen);
  return {
    seen,
    async stop() {
      controller.abort();
      await reading;
    },
  };
}

async function read(answer: Response, seen: PopupReader["seen"]): Promise<void> {
  let text = "";
  try {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
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
  } catch {
    // The reader was stopped, or its node.
  }
}
