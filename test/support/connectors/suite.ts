import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyEvent } from "../../../src/calls/index.ts";
import { type Call, type PhoneEvent, toCallId, toExtensionNumber } from "../../../src/domain/index.ts";
import { aroundNow, type ConnectorRig, type Heard, hear, type RigCall } from "./rig.ts";

/** What every connector must do, over real sockets. `open` starts a PBX of its own for each test. */
export function describeConnector<Settings>(name: string, open: () => Promise<ConnectorRig<Settings>>): void {
  describe(`the connector of ${name}`, () => {
    let rig: ConnectorRig<Settings>;
    let sessions: Heard[];

    beforeEach(async () => {
      rig = await open();
      sessions = [];
    });
    afterEach(async () => {
      await Promise.all(sessions.map(({ session }) => session.close().catch(() => undefined)));
      await rig.close();
    });

    const connect = async (...args: [Settings?, Parameters<typeof hear>[2]?]): Promise<Heard> => {
      const heard = await hear(rig, ...args);
      sessions.push(heard);
      return heard;
    };

    it.each(CALLS)("tells a call ($call) that folds into what happened", async ({ call, ...expected }) => {
      const heard = await connect();
      const callId = await rig.play(call);
      await until(() =>
        heard.events.some((event) => event.kind === "summary" || (!rig.hasRecords && event.kind === "ended")),
      );
      const folded = fold(heard.events);
      expect(folded).toHaveLength(1);
      expect(folded[0]).toMatchObject({ pbxCallId: callId, state: "ended", incomplete: false, ...expected });
      expect(heard.notes).toEqual([]);
    });

    it("tells the events of a call in the order of time, with keys of their own", async () => {
      const heard = await connect();
      await rig.play("answered");
      await until(() => heard.events.some(({ kind }) => kind === "ended"));
      const kinds = heard.events.map(({ kind }) => kind);
      expect(kinds.indexOf("ringing")).toBeLessThan(kinds.indexOf("answered"));
      expect(kinds.indexOf("answered")).toBeLessThan(kinds.indexOf("ended"));
      expect(new Set(heard.events.map(({ key }) => key)).size).toBe(heard.events.length);
      expect(heard.signs()).toBeGreaterThan(0);
    });

    it("waits with the next events until the ones before are written", async () => {
      let writing = 0;
      let most = 0;
      const heard = await connect(undefined, {
        emit: async () => {
          most = Math.max(most, ++writing);
          await new Promise((resolve) => setTimeout(resolve, 5));
          writing--;
        },
      });
      await rig.play("queue");
      await until(() => heard.events.some(({ kind }) => kind === "ended"));
      expect(most).toBe(1);
    });

    it("ends when events cannot be written, so that they are asked for again", async () => {
      const failure = new Error("the disk is full");
      const heard = await connect(undefined, { emit: () => Promise.reject(failure) });
      await rig.play("answered");
      expect(await heard.session.ended).toBe(failure);
    });

    it("says so when the line is cut", async () => {
      const heard = await connect();
      rig.drop();
      expect(await heard.session.ended).toMatchObject({ code: "PBX_UNREACHABLE" });
    });

    it("fetches what happened in a gap once, whatever is repeated", async ({ skip }) => {
      if (!rig.hasRecords) skip("this PBX keeps no records that can be asked for");
      const first = await connect();
      rig.drop();
      await first.session.ended;
      await rig.play("missed");
      const second = await connect(undefined, { stored: first.stored() });
      const { events, liveCallIds } = await second.session.reconcile(aroundNow());
      const again = await second.session.reconcile(aroundNow());
      expect(again.events.map(({ key }) => key)).toEqual(events.map(({ key }) => key));
      expect(liveCallIds ?? []).toEqual([]);
      expect(fold([...events, ...again.events])).toMatchObject([
        { direction: "inbound", disposition: "no-answer", state: "ended", externalNumber: "+66812345678" },
      ]);
    });

    it("changes nothing about a call by telling it again from the records", async () => {
      const heard = await connect();
      await rig.play("queue");
      await until(() => heard.events.some(({ kind }) => kind === "ended"));
      if (rig.hasRecords) await until(() => heard.events.some(({ kind }) => kind === "summary"));
      const before = fold(heard.events);
      const { events } = await heard.session.reconcile(aroundNow());
      expect(fold([...heard.events, ...events, ...heard.events])).toEqual(before);
    });

    it("names a call that goes on, and does not end it", async () => {
      const heard = await connect();
      const call = rig.play("answered");
      await until(() => heard.events.some(({ kind }) => kind === "ringing"));
      const { events, liveCallIds } = await heard.session.reconcile(aroundNow());
      const callId = heard.events[0]?.pbxCallId as string;
      if (liveCallIds) expect(liveCallIds).toEqual([callId]);
      expect(fold([...heard.events, ...events]).map(({ state }) => state)).not.toContain("ended");
      await call;
    });

    it("lists the extensions", async () => {
      const { session } = await connect();
      expect(await session.listExtensions()).toEqual(rig.extensions);
    });

    it("reads a recording, and knows of none that the PBX does not have", async () => {
      const heard = await connect();
      const callId = await rig.play("answered");
      const file = rig.recordingOf(callId);
      const { signal } = new AbortController();
      await expect(heard.session.openRecording("nothing.wav", signal)).rejects.toMatchObject({ code: "NOT_FOUND" });
      if (file === undefined) return;
      const stream = await heard.session.openRecording(file, signal);
      let bytes = 0;
      for await (const chunk of stream.body) bytes += chunk.length;
      expect(bytes).toBe(stream.length);
      expect(bytes).toBeGreaterThan(0);
      expect(stream.contentType).toBe("audio/wav");
    });

    it("dials for an extension", async () => {
      const heard = await connect();
      const { pbxCallId } = await heard.session.dial({ caller: toExtensionNumber("1001"), callee: "+66898765432" });
      expect(rig.dialled()).toEqual(["1001>+66898765432"]);
      await until(() => fold(heard.events).some(({ state }) => state === "ended"));
      const [call] = fold(heard.events);
      if (pbxCallId !== undefined) expect(call?.pbxCallId).toBe(pbxCallId);
      expect(call).toMatchObject({ direction: "outbound", extension: "1001", externalNumber: "+66898765432" });
    });

    it("gives back at the end what the PBX counts", async () => {
      const heard = await connect();
      await heard.session.close();
      expect(await heard.session.ended).toBeUndefined();
      if (rig.liveLogIns() !== undefined) expect(rig.liveLogIns()).toBe(0);
      await heard.session.close();
    });

    it("says PBX_REFUSED to a wrong secret, and does not try again", async () => {
      const before = rig.logIns();
      const error = await hear(rig, rig.wrongSettings).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "PBX_REFUSED" });
      expect(String(error)).not.toContain("wrong-secret");
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(rig.logIns()).toBe(before + 1);
    });

    it("says PBX_UNREACHABLE where nobody listens", async () => {
      await expect(hear(rig, rig.unreachableSettings)).rejects.toMatchObject({ code: "PBX_UNREACHABLE" });
    });

    it("tells how it is", async () => {
      const { session } = await connect();
      const { warnings, details, clockDifferenceMs } = session.health();
      expect(warnings).toEqual(expect.any(Array));
      expect(Object.keys(details).length).toBeGreaterThan(0);
      if (clockDifferenceMs !== undefined) expect(Math.abs(clockDifferenceMs)).toBeLessThan(5000);
    });
  });
}

const CALLER = "+66812345678";

const CALLS: readonly (Partial<Call> & { readonly call: RigCall })[] = [
  {
    call: "answered",
    direction: "inbound",
    externalNumber: CALLER,
    disposition: "answered",
    extension: number("1001"),
  },
  { call: "missed", direction: "inbound", externalNumber: CALLER, disposition: "no-answer" },
  { call: "busy", direction: "inbound", externalNumber: CALLER, disposition: "busy" },
  { call: "transfer", direction: "inbound", disposition: "answered", extension: number("1002") },
  { call: "queue", direction: "inbound", disposition: "answered", extension: number("1001"), queue: "6400" },
  { call: "ring-group", direction: "inbound", disposition: "answered", extension: number("1001") },
  {
    call: "outbound-answered",
    direction: "outbound",
    externalNumber: CALLER,
    disposition: "answered",
    extension: number("1001"),
  },
];

function number(text: string) {
  return toExtensionNumber(text);
}

function fold(events: readonly PhoneEvent[]): Call[] {
  const calls = new Map<string, Call>();
  for (const event of events) {
    const identity = { id: toCallId(event.pbxCallId), connectionId: "rig" };
    calls.set(event.pbxCallId, applyEvent(calls.get(event.pbxCallId), event, identity).call);
  }
  return [...calls.values()];
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("waited 10 s in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
