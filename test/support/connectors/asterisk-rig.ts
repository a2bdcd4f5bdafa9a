import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AsteriskSettings,
  asteriskSettingsSchema,
  createAsteriskConnector,
} from "../../../src/pbx/asterisk/index.ts";
import { DOUBLE_USER, openAsteriskDouble } from "../asterisk/double.ts";
import { createPlayer } from "../asterisk/player.ts";
import type { ConnectorRig } from "./rig.ts";

const EXTENSIONS = [
  { number: "1001", name: "Somchai Jaidee", email: "somchai@desk.example" },
  { number: "1002", name: "อรทัย ศรีสุข", email: "" },
  { number: "1003", name: "", email: "" },
] as const;

/** A double of Asterisk's manager interface. */
export async function openAsteriskRig(): Promise<ConnectorRig<AsteriskSettings>> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-recordings-"));
  const dialled: string[] = [];
  const endpoints = EXTENSIONS.map(({ number, name }) => ({
    name: number,
    callerId: `"${name}" <${number}>`,
    context: "internal",
  }));
  const pbx = await openAsteriskDouble({
    endpoints: [...endpoints, { name: "trunk", callerId: "<unknown>", context: "from-trunk" }],
    mailboxes: { "1001": "1234,Somchai,somchai@desk.example" },
    onOriginate(action) {
      dialled.push(`${action.get("Channel")?.replace("PJSIP/", "")}>${action.get("Exten")}`);
      player.click(action);
    },
  });
  const player = createPlayer(pbx);
  const settings = (change: object = {}) =>
    asteriskSettingsSchema.parse({
      host: "127.0.0.1",
      port: pbx.port,
      ...DOUBLE_USER,
      recordingsFolder: folder,
      ...change,
    });
  return {
    connector: createAsteriskConnector(),
    settings: settings(),
    wrongSettings: settings({ secret: "wrong-secret" }),
    // Port 9 is "discard", which nobody runs any more.
    unreachableSettings: settings({ port: 9 }),
    zone: "Asia/Bangkok",
    extensions: EXTENSIONS,
    play: player.play,
    drop: pbx.drop,
    liveLogIns: () => undefined,
    logIns: () => pbx.logIns,
    hasRecords: false,
    recordingOf(callId) {
      const file = join(folder, `${callId}.wav`);
      writeFileSync(file, "RIFF----WAVE");
      const before = new Date(Date.now() - 10_000);
      utimesSync(file, before, before);
      return `/var/spool/asterisk/monitor/${callId}.wav`;
    },
    dialled: () => dialled,
    async close() {
      await pbx.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
