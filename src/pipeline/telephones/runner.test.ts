import { afterEach, describe, expect, it } from "vitest";
import { DeskbellError } from "../../base/index.ts";
import { type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";
import type { Connector, Reconciled, Session, SessionTools, TimeSpan } from "../../pbx/index.ts";
import type { ConnectionState } from "./connection-state.ts";
import { type Runner, type RunnerTools, startRunner } from "./runner.ts";

/** A session whose every answer the test decides. */
interface Line {
  readonly session: Session;
  readonly tools: SessionTools;
  drop(reason?: Error): void;
}

let runner: Runner | undefined;
afterEach(() => runner?.stop());

const event = (key: string): PhoneEvent => ({ key, pbxCallId: "c1", kind: "ended", occurredAt: 1_000 });

function openRig(options: {
  readonly refuse?: (attempt: number) => DeskbellError | undefined;
  readonly reconcile?: (span: TimeSpan) => Promise<Reconciled> | Reconciled;
  readonly open?: () => { pbxCallId: string; lastAt: number }[];
  readonly stored?: ConnectionState;
  readonly accept?: (events: readonly PhoneEvent[]) => Promise<void>;
  readonly retryRefusedAfterMs?: number;
}) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const lines: Line[] = [];
  const accepted: string[] = [];
  const closed: string[] = [];
  const spans: TimeSpan[] = [];
  let attempts = 0;
  let ended = 0;
  const connector: Connector<void> = {
    ...(options.retryRefusedAfterMs !== undefined && { retryRefusedAfterMs: options.retryRefusedAfterMs }),
    async connect(_none, tools) {
      attempts++;
      const refusal = options.refuse?.(attempts);
      if (refusal) throw refusal;
      let drop: Line["drop"] = () => {};
      const over = new Promise<Error | undefined>((resolve) => {
        drop = resolve;
      });
      const session: Session = {
        ended: over,
        listExtensions: async () => [{ number: toExtensionNumber("1001"), name: "Anong", email: "" }],
        async reconcile(span) {
          spans.push(span);
          return (await options.reconcile?.(span)) ?? { events: [] };
        },
        openRecording: () => Promise.reject(new Error("none")),
        dial: async () => ({}),
        health: () => ({ warnings: [], details: {} }),
        async close() {
          ended++;
          drop(undefined);
        },
      };
      lines.push({ session, tools, drop });
      return session;
    },
  };
  const states: ConnectionState["state"][] = [];
  const tools: RunnerTools = {
    connectionId: "pbx",
    zone: "Asia/Bangkok",
    env: { now, newId: () => "id", random: () => 0 },
    log: { info() {}, warn() {}, error() {} },
    node: "test",
    shared: { read: async () => undefined, write: async () => {} },
    isHolder: () => true,
    async accept(events) {
      await options.accept?.(events);
      accepted.push(...events.map(({ key }) => key));
    },
    keepNotice: async () => {},
    saveExtensions: async () => {},
    keepUp: async () => {},
    listOpenCalls: async () => options.open?.() ?? [],
    async closeCall(id) {
      closed.push(id);
    },
    readState: async () => options.stored,
    async saveState({ state }) {
      if (states.at(-1) !== state) states.push(state);
    },
  };
  const own = startRunner(connector, undefined, tools);
  runner = own;
  return {
    runner: own,
    lines,
    accepted,
    closed,
    spans,
    states,
    attempts: () => attempts,
    ended: () => ended,
    skip: (ms: number) => {
      ahead += ms;
    },
    now,
  };
}

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !what(); turn++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(what()).toBe(true);
}

describe("a PBX connection", () => {
  it("comes back after its session has dropped, and asks for what it missed", async () => {
    const rig = openRig({ reconcile: ({ from }) => ({ events: [event(`records since ${from > 0}`)] }) });
    await until(() => rig.spans.length === 1 && rig.runner.state().coveredUntil !== undefined);
    rig.skip(30_000);
    rig.lines[0]?.drop(new Error("the line is dead"));
    await until(() => rig.lines.length === 2 && rig.spans.length === 2);
    const [, span] = rig.spans;
    // Two minutes more than what is certain, since records come late.
    expect((span?.to ?? 0) - (span?.from ?? 0)).toBeGreaterThan(150_000);
    await until(() => rig.runner.state().gap !== undefined);
    expect(rig.runner.state().gap?.events).toBe(1);
  });

  it("that is new does not fetch the past", async () => {
    const rig = openRig({});
    await until(() => rig.spans.length === 1);
    expect((rig.spans[0]?.to ?? 0) - (rig.spans[0]?.from ?? 1)).toBe(0);
  });

  it("goes on where the process before it ended, a week back at most", async () => {
    const at = Date.now();
    const stored = { state: "stopped", since: at, node: "before", coveredUntil: at - 30 * 86_400_000 } as const;
    const rig = openRig({ stored });
    await until(() => rig.spans.length === 1);
    expect(Math.round(((rig.spans[0]?.to ?? 0) - (rig.spans[0]?.from ?? 0)) / 86_400_000)).toBe(7);
  });

  it("is left alone once it has refused us, until a person says so", async () => {
    const rig = openRig({
      refuse: (attempt) => (attempt === 1 ? new DeskbellError("PBX_REFUSED", "wrong secret") : undefined),
    });
    await until(() => rig.runner.state().state === "refused");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(rig.attempts()).toBe(1);
    expect(rig.runner.state()).toMatchObject({ reason: "wrong secret" });
    rig.runner.hasten();
    await until(() => rig.runner.state().state === "connected");
  });

  it("is tried again by itself where a refusal does no harm", async () => {
    const rig = openRig({
      retryRefusedAfterMs: 20,
      refuse: (attempt) => (attempt < 3 ? new DeskbellError("PBX_REFUSED", "not yet") : undefined),
    });
    await until(() => rig.runner.state().state === "connected");
    expect(rig.attempts()).toBe(3);
  });

  it("keeps events that the store does not take until it takes them", async () => {
    let away = true;
    const rig = openRig({
      async accept() {
        if (away) throw new DeskbellError("STORE_FAILED", "away");
      },
    });
    await until(() => rig.lines.length === 1);
    const emitted = rig.lines[0]?.tools.emit([event("e1")]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rig.accepted).toEqual([]);
    away = false;
    await emitted;
    expect(rig.accepted).toEqual(["e1"]);
  });

  it("closes a call that the PBX does not have any more, when it is missing twice", async () => {
    const open = [{ pbxCallId: "ghost", lastAt: Date.now() - 120_000 }];
    const rig = openRig({ open: () => open, reconcile: () => ({ events: [], liveCallIds: ["alive"] }) });
    await until(() => rig.spans.length === 1);
    expect(rig.closed).toEqual([]);
    rig.skip(31_000);
    rig.lines[0]?.drop(new Error("again"));
    await until(() => rig.closed.length === 1);
    expect(rig.closed).toEqual(["ghost"]);
  });

  it("closes none where the PBX cannot be asked what goes on", async () => {
    const rig = openRig({ open: () => [{ pbxCallId: "c", lastAt: 0 }], reconcile: () => ({ events: [] }) });
    await until(() => rig.spans.length === 1);
    rig.skip(60_000);
    rig.lines[0]?.drop(new Error("again"));
    await until(() => rig.spans.length === 2);
    expect(rig.closed).toEqual([]);
  });

  it("keeps looking for what it missed when that cannot be fetched at first, and loses nothing of it", async () => {
    let fails = 1;
    const at = Date.now() - 60_000;
    const stored = { state: "stopped", since: at, node: "before", coveredUntil: at } as const;
    const rig = openRig({
      stored,
      reconcile() {
        if (fails-- > 0) throw new DeskbellError("PBX_LIMIT", "not now");
        return { events: [event("missed")] };
      },
    });
    await until(() => rig.spans.length === 1);
    expect(rig.runner.state().coveredUntil).toBe(at);
    rig.lines[0]?.drop(new Error("dropped meanwhile"));
    await until(() => rig.accepted.includes("missed"));
  });

  it("logs out when it is stopped, in whatever state it is", async () => {
    const rig = openRig({});
    await until(() => rig.lines.length === 1);
    await rig.runner.stop();
    expect(rig.ended()).toBeGreaterThan(0);
    expect(rig.states.at(-1)).toBe("stopped");
    const waiting = openRig({ refuse: () => new DeskbellError("PBX_UNREACHABLE", "nobody there") });
    await until(() => waiting.runner.state().state === "waiting");
    expect(waiting.runner.state().nextTryAt).toBeGreaterThan(waiting.now() - 1000);
    await waiting.runner.stop();
    expect(waiting.states.at(-1)).toBe("stopped");
  });
});
