import type { RigCall } from "../connectors/rig.ts";
import { type AsteriskDouble, type DoubleChannel, type Headers, toHeaders } from "./double.ts";

const OUTSIDE = "+66812345678";
const PAUSE_MS = 100;

/** Plays calls on the double: half a minute of Asterisk's time passes in a fifth of a second. */
export function createPlayer(pbx: AsteriskDouble) {
  let count = 0;

  function openCall() {
    let at = Date.now() - 60_000;
    const wait = async (seconds: number) => {
      at += seconds * 1000;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    };
    const tell = (event: string, headers: Headers, kind: "call" | "cdr" | "agent" = "call") =>
      pbx.tell(event, kind, { Timestamp: (at / 1000).toFixed(6), ...headers });
    function make(peer: string, more: Partial<DoubleChannel>): DoubleChannel {
      const id = more.id ?? pbx.newId();
      const channel: DoubleChannel = {
        name: `PJSIP/${peer}-${(++count).toString(16).padStart(8, "0")}`,
        id,
        linkedId: id,
        number: peer,
        context: peer === "trunk" ? "from-trunk" : "internal",
        exten: "s",
        state: "Down",
        ...more,
      };
      pbx.channels.add(channel);
      tell("Newchannel", toHeaders(channel));
      return channel;
    }
    const set = (channel: DoubleChannel, state: DoubleChannel["state"]) => {
      channel.state = state;
      tell("Newstate", toHeaders(channel));
    };
    const both = (source: DoubleChannel | undefined, dest: DoubleChannel, more: Headers = {}): Headers => ({
      ...(source && toHeaders(source)),
      ...toHeaders(dest, "Dest"),
      ...more,
    });
    return {
      wait,
      tell,
      make,
      set,
      ring(source: DoubleChannel | undefined, peer: string, more: Partial<DoubleChannel> = {}): DoubleChannel {
        const dest = make(peer, { ...(source && { linkedId: source.linkedId }), ...more });
        tell("DialBegin", both(source, dest, { DialString: peer === "trunk" ? `${dest.number}@trunk` : peer }));
        set(dest, "Ringing");
        return dest;
      },
      end(source: DoubleChannel | undefined, dest: DoubleChannel, status: string): void {
        if (status === "ANSWER") set(dest, "Up");
        tell("DialEnd", both(source, dest, { DialStatus: status }));
      },
      hangUp(channel: DoubleChannel, cause: string, isAsked = false): void {
        if (isAsked) tell("HangupRequest", { ...toHeaders(channel), Cause: cause });
        pbx.channels.delete(channel);
        tell("Hangup", { ...toHeaders(channel), Cause: cause, "Cause-txt": "" });
      },
      both,
    };
  }

  async function inbound(call: Exclude<RigCall, "outbound-answered">): Promise<string> {
    const { wait, tell, make, set, ring, end, hangUp } = openCall();
    const caller = make("trunk", { number: OUTSIDE, exten: "020001000", state: "Ring" });
    if (call === "queue") {
      set(caller, "Up");
      tell("QueueCallerJoin", { ...toHeaders(caller), Queue: "6400", Position: "1", Count: "1" }, "agent");
    }
    const isGroup = call === "queue" || call === "ring-group";
    const phones = (isGroup ? ["1001", "1002", "1003"] : ["1001"]).map((peer) => ring(caller, peer));
    await wait(8);
    const [phone, ...others] = phones as [DoubleChannel, ...DoubleChannel[]];
    if (call === "missed" || call === "busy") {
      end(caller, phone, call === "busy" ? "BUSY" : "NOANSWER");
      hangUp(phone, call === "busy" ? "17" : "0");
      await wait(1);
      hangUp(caller, call === "busy" ? "17" : "19");
      return caller.id;
    }
    end(caller, phone, "ANSWER");
    for (const other of others) {
      end(caller, other, "CANCEL");
      hangUp(other, "26");
    }
    set(caller, "Up");
    await wait(30);
    if (call === "transfer") {
      const parties = { ...prefixed("Transferer", phone), ...prefixed("Transferee", caller) };
      tell("BlindTransfer", { Result: "Success", ...parties, Extension: "1002" });
      hangUp(phone, "16");
      const taker = ring(caller, "1002");
      await wait(3);
      end(caller, taker, "ANSWER");
      await wait(10);
      hangUp(caller, "16", true);
      hangUp(taker, "16");
      return caller.id;
    }
    hangUp(caller, "16", true);
    hangUp(phone, "16");
    return caller.id;
  }

  async function outbound(): Promise<string> {
    const { wait, make, set, ring, end, hangUp } = openCall();
    const caller = make("1001", { exten: OUTSIDE, state: "Ring" });
    const far = ring(caller, "trunk", { number: OUTSIDE });
    await wait(6);
    end(caller, far, "ANSWER");
    set(caller, "Up");
    await wait(30);
    hangUp(caller, "16", true);
    hangUp(far, "16");
    return caller.id;
  }

  return {
    play: (call: RigCall) => (call === "outbound-answered" ? outbound() : inbound(call)),
    /** Rings the phone of whoever clicked, and then the number. */
    async click(action: ReadonlyMap<string, string>): Promise<void> {
      const { wait, tell, ring, end, hangUp } = openCall();
      const peer = (action.get("Channel") ?? "").replace("PJSIP/", "");
      const callee = action.get("Exten") ?? "";
      const phone = ring(undefined, peer, {
        id: action.get("ChannelId") ?? "",
        linkedId: action.get("ChannelId") ?? "",
      });
      await wait(3);
      end(undefined, phone, "ANSWER");
      const response = { Response: "Success", Channel: phone.name, Exten: callee, Uniqueid: phone.id };
      tell("OriginateResponse", response);
      const dialling = { ...phone, exten: callee };
      const far = ring(dialling, "trunk", { number: callee });
      await wait(5);
      end(dialling, far, "ANSWER");
      await wait(20);
      hangUp(far, "16", true);
      hangUp(phone, "16");
    },
  };
}

function prefixed(prefix: string, channel: DoubleChannel): Headers {
  return toHeaders(channel, prefix);
}
