import { toExtensionNumber } from "../../domain/index.ts";
import { endAnswered, outbound, type Script, type ScriptOptions, toCast } from "./script.ts";

/** An extension calls out, and the far end answers. */
export function outboundAnswered(options: ScriptOptions = {}): Script {
  const cast = toCast(options);
  const facts = outbound(cast);
  const { extension, ringMs, talkMs } = cast;
  const endMs = 1000 + ringMs + talkMs;
  return {
    name: "outbound-answered",
    steps: [
      { afterMs: 0, event: { kind: "started", ...facts, extension } },
      { afterMs: 1000, event: { kind: "ringing", ...facts, extension } },
      { afterMs: 1000 + ringMs, event: { kind: "answered", ...facts, extension } },
      { afterMs: endMs, event: { kind: "left", ...facts, extension, reason: "hung-up" } },
      ...endAnswered(cast, endMs, talkMs, facts, extension),
    ],
  };
}

/** An extension calls out and hangs up before anybody answers. */
export function outboundNoAnswer(options: ScriptOptions = {}): Script {
  const cast = toCast({ ringSeconds: 15, ...options });
  const facts = outbound(cast);
  const { extension, ringMs } = cast;
  const endMs = 1000 + ringMs;
  return {
    name: "outbound-no-answer",
    steps: [
      { afterMs: 0, event: { kind: "started", ...facts, extension } },
      { afterMs: 1000, event: { kind: "ringing", ...facts, extension } },
      { afterMs: endMs, event: { kind: "ended", ...facts, disposition: "no-answer" } },
      { afterMs: endMs + 500, event: { kind: "summary", ...facts, disposition: "no-answer", talkSeconds: 0 } },
    ],
  };
}

/** One extension calls another; no helpdesk is to hear of it. */
export function internal(options: ScriptOptions & { readonly toExtension?: string } = {}): Script {
  const cast = toCast(options);
  const callee = toExtensionNumber(options.toExtension ?? "1002");
  const facts = { direction: "internal" as const, from: cast.extension, to: callee };
  const answeredMs = 200 + cast.ringMs;
  return {
    name: "internal",
    steps: [
      { afterMs: 0, event: { kind: "started", ...facts } },
      { afterMs: 200, event: { kind: "ringing", ...facts, extension: callee } },
      { afterMs: answeredMs, event: { kind: "answered", ...facts, extension: callee } },
      ...endAnswered(cast, answeredMs + cast.talkMs, cast.talkMs, facts, callee),
    ],
  };
}
