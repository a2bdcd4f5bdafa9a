import { describe, expect, it, vi } from "vitest";
import { DeskbellError } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { YeastarApi } from "./api.ts";
import { createEndedCalls } from "./ended-calls.ts";
import { readWireMessage } from "./envelope.ts";
import { createTranslator } from "./to-phone-event.ts";

const CALL = "1790000000.41";
const SETTLE_MS = 20;

function setUp(ask: () => Promise<object> = async () => ({ data: [] })) {
  const pushed: PhoneEvent[] = [];
  const translator = createTranslator({ zone: "UTC", isExtension: (number) => number === "2001" });
  const asked = vi.fn(ask);
  const api = { ask: asked as unknown as YeastarApi["ask"] };
  const ended = createEndedCalls(api, translator, { push: (events) => pushed.push(...events) }, SETTLE_MS);
  const leg = (to: string, talk: number) => {
    translator.read(
      readWireMessage({
        call_id: CALL,
        call_from: "+44",
        call_to: to,
        call_duration: 20,
        talk_duration: talk,
        status: "ANSWERED",
        type: "Inbound",
      }),
      1_790_000_020_000,
    );
    ended.add(CALL);
  };
  const member = (status: string) =>
    translator.read(
      readWireMessage({
        call_id: CALL,
        members: [{ inbound: { from: "+44", to: "+49", channel_id: "T", member_status: status } }],
      }),
      1_790_000_000_000,
    );
  return { pushed, asked, ended, leg, member };
}

const settled = (times = 1) => new Promise((resolve) => setTimeout(resolve, SETTLE_MS * times + 40));

describe("a call whose legs are written down", () => {
  it("is summed up once, when no more legs come", async () => {
    const { pushed, asked, leg } = setUp();
    leg("6500", 5);
    leg("2001", 12);
    await settled();
    expect(pushed).toMatchObject([{ kind: "summary", disposition: "answered", talkSeconds: 12 }]);
    expect(asked).not.toHaveBeenCalled();
  });

  it("is not summed up while the PBX says that it goes on", async () => {
    let isLive = true;
    const { pushed, leg, member } = setUp(async () => ({ data: isLive ? [{ call_id: CALL }] : [] }));
    member("ANSWERED");
    leg("2001", 12);
    await settled();
    expect(pushed).toEqual([]);
    isLive = false;
    await settled(6);
    expect(pushed).toHaveLength(1);
  });

  it("is not asked about when its trunk has hung up", async () => {
    const { pushed, asked, leg, member } = setUp();
    member("ANSWERED");
    member("BYE");
    leg("2001", 12);
    await settled();
    expect(pushed).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });

  it("is summed up when the PBX cannot be asked", async () => {
    const { pushed, leg, member } = setUp(() => Promise.reject(new DeskbellError("PBX_UNREACHABLE", "away")));
    member("ANSWERED");
    leg("2001", 12);
    await settled();
    expect(pushed).toHaveLength(1);
  });

  it("is summed up at once when all is flushed, unless it may go on", () => {
    const over = setUp();
    over.leg("2001", 12);
    over.ended.flush();
    expect(over.pushed).toHaveLength(1);
    const live = setUp();
    live.member("ANSWERED");
    live.leg("2001", 12);
    live.ended.flush();
    expect(live.pushed).toEqual([]);
  });
});
