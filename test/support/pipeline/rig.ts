import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Env } from "../../../src/base/index.ts";
import {
  type Call,
  type Change,
  type Delivery,
  type Extension,
  type PhoneEvent,
  type Popup,
  toExtensionNumber,
} from "../../../src/domain/index.ts";
import { type SettingsInput, withDefaults } from "../../../src/features/index.ts";
import { createSimulator, type Script } from "../../../src/pbx/index.ts";
import { createEngine, createMembership, type Engine, type Log, type Runtimes } from "../../../src/pipeline/index.ts";
import { createRuntimes, type RuntimesOptions } from "../../../src/server/runtimes.ts";
import {
  addTemplateRevision,
  findCallByPbxId,
  listCallLinks,
  listDeliveriesOfCall,
  listPopupsOfCall,
  listSkips,
  openEnvironmentVault,
  openSqliteStore,
  type Store,
  saveConnection,
  saveExtension,
  saveField,
  saveIntegration,
} from "../../../src/store/index.ts";
import { collectChanges } from "../collect-changes.ts";
import { openSimpleHelpdesk, type SimpleHelpdesk } from "../simple-helpdesk.ts";
import { DESK_XML } from "./desk-template.ts";

export const KNOWN = "+66812345678";
export const UNKNOWN = "+66877776666";

/** An engine on a real store, with a helpdesk on loopback and a clock that can be put forward. */
export interface Rig {
  readonly engine: Engine;
  readonly store: Store;
  readonly helpdesk: SimpleHelpdesk;
  readonly env: Env;
  readonly logged: string[];
  /** The items of the live feed so far. */
  readonly changes: Change[];
  /** Plays a call without waiting and resolves when nothing is due any more; gives the PBX's id. */
  place(script: Script): Promise<string>;
  post(...events: PhoneEvent[]): Promise<void>;
  /** Puts the clock forward and does what is due then. */
  skip(ms: number): Promise<void>;
  /** Adds a revision of the template, with its text changed; the integrations stay with theirs. */
  addRevision(change: (xml: string) => string): Promise<void>;
  /** What is stored of a call. */
  look(pbxCallId: string, integrationId?: string): Promise<Looked>;
  /** Closes everything but the helpdesk and the file. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface Looked {
  readonly call: Call;
  readonly match: string;
  readonly ticketId: string | undefined;
  readonly deliveries: readonly Delivery[];
  /** Such as `call-journal done`. */
  readonly states: readonly string[];
  readonly popups: readonly Popup[];
  readonly skips: readonly string[];
}

export interface RigOptions {
  readonly settings?: SettingsInput;
  readonly integrations?: readonly string[];
  readonly extensions?: readonly Extension[];
  /** Changes the text of the template. */
  readonly template?: (xml: string) => string;
  /** Go on with the store of a rig that was stopped. */
  readonly from?: Rig;
  /** How long an ended call waits for late events; default 20 ms. */
  readonly settleMs?: number;
  /** Recordings and their audio; default none. */
  readonly recordings?: RuntimesOptions["recordings"];
  /** Puts something between the engine and its store or its integrations. */
  readonly wrapStore?: (store: Store, rig: { advance(ms: number): void }) => Store;
  readonly wrapRuntimes?: (runtimes: Runtimes) => Runtimes;
}

const EXTENSIONS: readonly Extension[] = [
  { number: toExtensionNumber("1001"), name: "Anong", email: "anong@example.com" },
  { number: toExtensionNumber("1002"), name: "Malee", email: "malee@example.com" },
];

const folders = new WeakMap<Rig, string>();

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const { from, integrations = ["desk"] } = options;
  const folder = (from && folders.get(from)) ?? mkdtempSync(join(tmpdir(), "deskbell-pipeline-"));
  const helpdesk = from?.helpdesk ?? (await openSimpleHelpdesk());
  const store = openSqliteStore(join(folder, "deskbell.sqlite"));
  const changes: Change[] = [];
  const logged: string[] = [];
  collectChanges(store, changes);
  let ahead = 0;
  let ids = 0;
  const run = from ? "b" : "a";
  const env: Env = {
    now: () => (from?.env.now() ?? Date.now()) + ahead,
    newId: () => `${run}${String(++ids).padStart(6, "0")}`,
    random: () => 0.5,
  };
  const write = (message: string, facts?: unknown) => void logged.push(`${message} ${JSON.stringify(facts) ?? ""}`);
  const log: Log = { info: write, warn: write, error: write };
  if (!from) await setUp(store, helpdesk.address, integrations, options);
  const runtimes = createRuntimes({
    store,
    vault: openEnvironmentVault(`test:${Buffer.alloc(32).toString("base64")}`),
    env,
    userAgent: "Deskbell/test",
    allowPrivateNetworkTargets: true,
    exclusive: (_name, task) => task(),
    ...(options.recordings && { recordings: options.recordings }),
  });
  const advance = (ms: number) => {
    ahead += ms;
  };
  const engine = createEngine({
    store: options.wrapStore?.(store, { advance }) ?? store,
    env,
    runtimes: options.wrapRuntimes?.(runtimes) ?? runtimes,
    log,
    membership: createMembership({ store, env, log, name: "test", version: "test" }),
    settleMs: options.settleMs ?? 20,
  });
  await engine.start();

  const rig: Rig = {
    engine,
    store,
    helpdesk,
    env,
    logged,
    changes,
    async place(script) {
      const post = (events: readonly PhoneEvent[]) => engine.acceptEvents("pbx", events);
      const id = await createSimulator({ env, speed: Number.POSITIVE_INFINITY, post }).place(script);
      await engine.idle();
      return id;
    },
    async post(...events) {
      await engine.acceptEvents("pbx", events);
    },
    async skip(ms) {
      advance(ms);
      await engine.acceptEvents("pbx", []);
      await engine.idle();
    },
    async addRevision(change) {
      const template = { key: "simple_desk", name: "Simple Desk", xml: change(DESK_XML), hash: env.newId() };
      await store.write(() => addTemplateRevision(template, env.now()));
    },
    look: (pbxCallId, integrationId = "desk") => look(store, pbxCallId, integrationId),
    async stop() {
      await engine.stop();
      await runtimes.close();
      await store.close();
    },
    async close() {
      await rig.stop();
      await helpdesk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  folders.set(rig, folder);
  return rig;
}

async function setUp(store: Store, address: string, ids: readonly string[], options: RigOptions): Promise<void> {
  const { settings = {}, extensions = EXTENSIONS } = options;
  await store.write(function* () {
    yield* saveConnection({ id: "pbx", name: "PBX", kind: "generic", zone: "Asia/Bangkok" }, 0);
    for (const extension of extensions) yield* saveExtension("pbx", extension);
    const template = {
      key: "simple_desk",
      name: "Simple Desk",
      xml: options.template?.(DESK_XML) ?? DESK_XML,
      hash: "1",
    };
    const { revision } = yield* addTemplateRevision(template, 0);
    for (const id of ids) {
      const what = { id, connectionId: "pbx", templateKey: "simple_desk", templateRevision: revision, enabled: true };
      yield* saveIntegration({ ...what, settings: withDefaults(settings) }, 0);
      yield* saveField(id, { name: "address", value: address });
    }
  });
}

function look(store: Store, pbxCallId: string, integrationId: string): Promise<Looked> {
  return store.read(function* () {
    const stored = yield* findCallByPbxId("pbx", pbxCallId);
    if (!stored) throw new Error(`there is no call ${pbxCallId}`);
    const { call } = stored;
    const link = (yield* listCallLinks(call.id)).find((one) => one.integrationId === integrationId);
    const deliveries = yield* listDeliveriesOfCall(call.id, integrationId);
    const popups = (yield* listPopupsOfCall(call.id)).filter((one) => one.integrationId === integrationId);
    const skips = (yield* listSkips(call.id)).filter((one) => one.integrationId === integrationId);
    return {
      call,
      match: link?.match.state ?? "no link",
      ticketId: link?.ticketId,
      deliveries,
      states: deliveries.map(({ feature, state }) => `${feature} ${state}`),
      popups,
      skips: skips.map(({ feature, code }) => `${feature} ${code}`),
    };
  });
}
