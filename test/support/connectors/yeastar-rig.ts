import { openYeastarDouble } from "../../../src/pbx/simulator/yeastar/index.ts";
import { createYeastarConnector, type YeastarSettings, yeastarSettingsSchema } from "../../../src/pbx/yeastar/index.ts";
import type { ConnectorRig } from "./rig.ts";

/** The Yeastar P-Series double, at a speed at which a call of half a minute takes a tenth of a second. */
export async function openYeastarRig(): Promise<ConnectorRig<YeastarSettings>> {
  const pbx = await openYeastarDouble({ speed: 300 });
  const settings = (change: object = {}) =>
    yeastarSettingsSchema.parse({
      baseUrl: pbx.baseUrl,
      clientId: pbx.clientId,
      clientSecret: pbx.clientSecret,
      ...change,
    });
  return {
    connector: createYeastarConnector({ settleMs: 40 }),
    settings: settings(),
    wrongSettings: settings({ clientSecret: "wrong-secret" }),
    // Port 9 is "discard", which nobody runs any more.
    unreachableSettings: settings({ baseUrl: "http://127.0.0.1:9" }),
    zone: "Asia/Bangkok",
    extensions: pbx.state.extensions.map(({ number, name, email = "" }) => ({ number, name, email })),
    play: (call) => pbx.place(call),
    drop: pbx.drop,
    liveLogIns: () => pbx.tokens.live(),
    logIns: () => pbx.tokens.logIns,
    hasRecords: true,
    recordingOf: (callId) => [...pbx.state.recordings.keys()].find((file) => file.includes(`-${callId}-`)),
    dialled: () => [...pbx.state.live.values()].map(({ from, to }) => `${from}>${to}`),
    close: pbx.close,
  };
}
