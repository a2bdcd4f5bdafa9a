import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DAY, DeskbellError, Secret } from "../../base/index.ts";
import { type Call, toCallId } from "../../domain/index.ts";
import type { Session } from "../../pbx/index.ts";
import { setRetention } from "../../pipeline/index.ts";
import { findRecordingLink, openSqliteStore, type Store, saveConnection } from "../../store/index.ts";
import { realEnv } from "../env.ts";
import { openAudioCache } from "./audio-cache.ts";
import { createRecordingLibrary } from "./library.ts";
import { createLinkSigner } from "./link-signer.ts";

let folder: string;
let store: Store;
let open: Session["openRecording"];
const startedAt = Date.now() - 1000;
const call = {
  id: toCallId("call1"),
  connectionId: "office",
  externalNumber: "+66812345678",
  startedAt,
  endedAt: startedAt + 500,
  recording: { file: "a.wav" },
} as Call;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-library-"));
  store = openSqliteStore(join(folder, "deskbell.sqlite"));
  const office = { id: "office", name: "Office", kind: "yeastar", zone: "Asia/Bangkok" };
  await store.write(() => saveConnection(office, startedAt));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function library(linkDays = 365, patienceMs = 5000) {
  return createRecordingLibrary({
    store,
    env: realEnv,
    log: { info() {}, warn() {}, error() {} },
    cache: openAudioCache(
      join(folder, "recordings"),
      { maxBytes: 1000, maxTotalBytes: 100_000 },
      realEnv.newId,
      realEnv.now,
    ),
    signer: createLinkSigner(new Secret("a key")),
    rules: { linkDays, fetchUrls: false },
    telephones: () => ({ ask: (_id, question) => question({ openRecording: open } as Session) }),
    publicUrl: () => "https://deskbell.example",
    allowPrivateNetworkTargets: true,
    patienceMs,
  });
}

it("tells the same address in a rehearsal, which gives none out, and each time after", async () => {
  const shown = await library().addressFor(call, true);
  expect(await store.read(() => findRecordingLink(call.id))).toBeUndefined();
  expect(await library().addressFor(call, false)).toBe(shown);
  expect(await library(30).addressFor(call, false)).toBe(shown);
  expect((await library().findLink(call.id))?.expiresAt).toBe(Math.floor((startedAt + 365 * DAY) / 1000) * 1000);
});

it("tells none for a call whose link was withdrawn, also before it was given out", async () => {
  await library().revoke(call);
  expect(await library().addressFor(call, false)).toBe("");
});

it("tells none of ours where the recording cannot be fetched", async () => {
  expect(await library().addressFor({ ...call, recording: { url: "https://pbx.example/1" } }, false)).toBeUndefined();
  expect(await library().addressFor({ ...call, connectionId: "other" }, false)).toBeUndefined();
});

it.each([
  ["NOT_FOUND", 0, { state: "later", seconds: 15 }],
  ["NOT_FOUND", 2 * DAY, { state: "gone" }],
  ["PBX_LIMIT", 0, { state: "later", seconds: 60 }],
  ["PBX_UNREACHABLE", 2 * DAY, { state: "later", seconds: 60 }],
  ["CONFLICT", 0, { state: "none" }],
] as const)("takes a PBX that says %s for what it is, %i ms after the call", async (code, age, answer) => {
  open = () => Promise.reject(new DeskbellError(code, "no"));
  expect(await library().get({ ...call, endedAt: Date.now() - age })).toEqual(answer);
});

it("gives out nothing that is older than the days that somebody has set meanwhile", async () => {
  open = () => Promise.reject(new DeskbellError("PBX_LIMIT", "no"));
  const { get } = library();
  const old = { ...call, startedAt: Date.now() - 3 * DAY };
  expect(await get(old)).toEqual({ state: "later", seconds: 60 });
  await store.write(() => setRetention({ recordingDays: 2 }));
  expect([await get(old), await get(call)]).toEqual([{ state: "gone" }, { state: "later", seconds: 60 }]);
});

it("keeps nobody waiting for ever, and stops when it is closed", async () => {
  open = (_file, signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
  const slow = library(365, 20);
  expect(await slow.get(call)).toEqual({ state: "later", seconds: 15 });
  await slow.close();
});

it("hands over nothing of a call whose link was withdrawn, and asks no PBX for it", async () => {
  let asked = 0;
  open = () => {
    asked++;
    return Promise.reject(new DeskbellError("NOT_FOUND", "no"));
  };
  expect(await library().audioFor({ ...call, endedAt: Date.now() - 2 * DAY })).toEqual({ state: "gone" });
  await library().revoke(call);
  expect([await library().audioFor(call), asked]).toEqual([{ state: "withdrawn" }, 1]);
});

it("can fetch files of a PBX that hands them out, and addresses only where it may", async () => {
  const office = { kind: "yeastar", settings: {} };
  const { canFetch } = library();
  expect(canFetch({ file: "a.wav" }, office)).toBe(true);
  expect(canFetch({ file: "a.wav" }, { ...office, kind: "generic" })).toBe(false);
  expect(canFetch({ url: "https://pbx.example/1" }, office)).toBe(false);
});
