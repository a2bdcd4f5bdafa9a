import { inbound, type Script, type ScriptOptions, toCast } from "../script.ts";
import { SCRIPTS } from "../scripts.ts";
import type { PlayOptions } from "./played-call.ts";

/** A script with what only this PBX plays. */
export interface YeastarScript {
  readonly script: Script;
  readonly play: PlayOptions;
}

type Make = (options?: ScriptOptions) => YeastarScript;

const plain = Object.fromEntries(
  Object.entries(SCRIPTS).map(([name, make]): [string, Make] => [
    name,
    (options) => ({ script: make(options), play: {} }),
  ]),
);

/** Nobody answers, and the caller speaks to the voicemail. */
function voicemail(options: ScriptOptions = {}): YeastarScript {
  const cast = toCast({ ringSeconds: 20, ...options });
  const facts = inbound(cast);
  const endMs = 200 + cast.ringMs + cast.talkMs;
  return {
    script: {
      name: "voicemail",
      steps: [
        { afterMs: 0, event: { kind: "started", ...facts } },
        { afterMs: 200, event: { kind: "ringing", ...facts, extension: cast.extension } },
        { afterMs: 200 + cast.ringMs, event: { kind: "left", ...facts, extension: cast.extension } },
        { afterMs: endMs, event: { kind: "ended", ...facts, disposition: "voicemail" } },
        { afterMs: endMs + 500, event: { kind: "summary", ...facts, disposition: "voicemail" } },
      ],
    },
    play: {},
  };
}

/** A menu picks up, and leads on to an extension that answers. */
function menu(options: ScriptOptions = {}): YeastarScript {
  const steps = SCRIPTS.answered(options).steps.map((step, index) =>
    index === 0 ? step : { ...step, afterMs: step.afterMs + 8000 },
  );
  return { script: { name: "menu", steps }, play: { menu: "6500" } };
}

/** A menu picks up, and the caller hangs up in it: answered by the menu's row, by nobody in truth. */
function menuGivesUp(options: ScriptOptions = {}): YeastarScript {
  const facts = inbound(toCast(options));
  return {
    script: {
      name: "menu-gives-up",
      steps: [
        { afterMs: 0, event: { kind: "started", ...facts } },
        { afterMs: 12_000, event: { kind: "ended", ...facts, disposition: "no-answer" } },
        { afterMs: 12_500, event: { kind: "summary", ...facts, disposition: "no-answer" } },
      ],
    },
    play: { menu: "6500" },
  };
}

/** Every call that the double can play, by its name. */
export const YEASTAR_SCRIPTS: Readonly<Record<string, Make>> = {
  ...plain,
  voicemail,
  menu,
  "menu-gives-up": menuGivesUp,
};
