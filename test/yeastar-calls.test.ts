import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyEvent } from "../src/calls/index.ts";
import { type Call, type PhoneEvent, toCallId } from "../src/domain/index.ts";
import {
  createYeastarConnector,
  createYeastarWebhook,
  openYeastarDouble,
  type YeastarDouble,
  yeastarSettingsSchema,
} from "../src/pbx/index.ts";

let pbx: YeastarDouble;

beforeEach(async () => {
  pbx = await openYeastarDouble({ speed: 300 });
});
afterEach(() => pbx.close());

/** What really happens in each script. */
const CALLS: readonly (readonly [script: string, expected: Partial<Call>])[] = [
  ["answered", { direction: "inbound", disposition: "answered", talkSeconds: 30 }],
  ["missed", { direction: "inbound", disposition: "no-answer", talkSeconds: 0 }],
  ["gives-up", { direction: "inbound", disposition: "no-answer" }],
  ["busy", { direction: "inbound", disposition: "busy" }],
  ["voicemail", { direction: "inbound", disposition: "voicemail", talkSeconds: 0 }],
  ["menu", { direction: "inbound", disposition: "answered", talkSeconds: 30 }],
  ["menu-gives-up", { direction: "inbound", disposition: "no-answer", talkSeconds: 0 }],
  ["queue", { direction: "inbound", disposition: "answered", talkSeconds: 30, queue: "6400" }],
  ["ring-group", { direction: "inbound", disposition: "answered", talkSeconds: 30, queue: "6300" }],
  ["transfer", { direction: "inbound", disposition: "answered", talkSeconds: 60 }],
  ["outbound-answered", { direction: "outbound", disposition: "answered", talkSeconds: 30 }],
  ["outbound-no-answer", { direction: "outbound", disposition: "no-answer", talkSeconds: 0 }],
  ["internal", { direction: "internal", disposition: "answered", talkSeconds: 30 }],
];

function fold(events: readonly PhoneEvent[]): Call | undefined {
  return events.reduce<Call | undefined>(
    (call, event) => applyEvent(call, event, { id: toCallId("c"), connectionId: "x" }).call,
    undefined,
  );
}

async function connect(events: PhoneEvent[]) {
  const settings = yeastarSettingsSchema.parse({
    baseUrl: pbx.baseUrl,
    clientId: pbx.clientId,
    clientSecret: pbx.clientSecret,
  });
  return createYeastarConnector({ settleMs: 30 }).connect(settings, {
    env: { now: Date.now, newId: () => "id", random: Math.random },
    zone: "Asia/Bangkok",
    shared: { read: async () => undefined, write: async () => undefined },
    emit: async (told) => {
      events.push(...told);
    },
    heard() {},
    note(message) {
      throw new Error(message);
    },
  });
}

describe("every call that the double plays", () => {
  it.each(CALLS)(
    "%s folds into what happened: heard live, from the records alone, and from webhooks",
    async (script, expected) => {
      const live: PhoneEvent[] = [];
      const session = await connect(live);
      const posted: PhoneEvent[] = [];
      const webhook = createYeastarWebhook({
        settings: yeastarSettingsSchema.parse({
          baseUrl: pbx.baseUrl,
          clientId: "x",
          clientSecret: "x",
          webhookSecrets: ["secret"],
        }),
        zone: "Asia/Bangkok",
        isExtension: (number) => pbx.state.extensions.some((one) => one.number === number),
      });
      const receiver = await receive((body, signature) => {
        posted.push(...webhook.read({ method: "POST", body, signature, receivedAt: Date.now() }).events);
      });
      pbx.setWebhooks([{ url: receiver.url, secret: "secret", events: [30_011, 30_012], shape: "flat" }]);
      await pbx.place(script);
      const { events: recorded } = await session.reconcile({ from: Date.now() - 60_000, to: Date.now() });
      await session.close();
      await receiver.close();

      expect(fold(live)).toMatchObject({ state: "ended", incomplete: false, ...expected });
      const { queue: _live, ...known } = expected;
      expect(fold(recorded)).toMatchObject({ state: "ended", ...known });
      // A menu's leg alone is told by nobody hanging up but the caller.
      if (script !== "menu-gives-up") expect(fold(posted)).toMatchObject({ state: "ended", ...expected });
      const shuffled = [...posted, ...recorded, ...live].reverse();
      expect(fold([...shuffled, ...live])).toEqual(fold([...live, ...recorded, ...posted]));
    },
  );
});

async function receive(onPost: (body: Buffer, signature: string | undefined) => void) {
  const { createServer } = await import("node:http");
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    onPost(Buffer.concat(chunks), request.headers["x-signature"] as string | undefined);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
