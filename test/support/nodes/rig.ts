import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createSimulator, SCRIPTS, writePhoneEvent } from "../../../src/pbx/index.ts";
import { realEnv } from "../../../src/server/index.ts";
import { type NodeProcess, startNode } from "../node-process.ts";
import { startPostgres, type TestDatabase } from "../postgres/start.ts";
import { type CountingHelpdesk, openCountingHelpdesk } from "./counting-helpdesk.ts";
import { type NodeTemplateOptions, nodeTemplate } from "./template.ts";

/** Nodes on one database, and a helpdesk for them. */
export interface NodesRig {
  readonly database: TestDatabase;
  readonly helpdesk: CountingHelpdesk;
  /** Of an administrator. */
  readonly token: string;
  /** Starts a node with a data folder and the keys of the others; closed with the rig. */
  start(environment?: NodeJS.ProcessEnv): Promise<NodeProcess>;
  /**
   * Plays a call from `number` to `extension`: each event goes to a node that `choose` names, and `copies` times more to others; a node that
   * does not take it is tried again, as a PBX does.
   */
  call(number: string, choose: (count: number) => NodeProcess, extension?: string, copies?: number): Promise<string>;
  close(): Promise<void>;
}

export interface NodesRigOptions {
  readonly templates: readonly NodeTemplateOptions[];
  /** More templates by key, each with what deskbell.yaml says of its integration. */
  readonly extraTemplates?: Readonly<Record<string, { readonly xml: string; readonly integration: string }>>;
  readonly publicUrl?: string;
  /** For each node. */
  readonly environment?: NodeJS.ProcessEnv;
}

const TOKEN = "only-for-tests-administrator-token";
const KEY = `nodes:${Buffer.alloc(32, 7).toString("base64")}`;
/** A poster gives up after so many tries. */
const MOST_TRIES = 200;

export async function openNodesRig(options: NodesRigOptions): Promise<NodesRig> {
  const { templates, extraTemplates = {}, publicUrl } = options;
  const folder = mkdtempSync(join(tmpdir(), "deskbell-nodes-"));
  const [database, helpdesk] = await Promise.all([startPostgres(), openCountingHelpdesk()]);
  const nodes: Promise<NodeProcess>[] = [];
  const own = templates.map(
    (one) => [one.key, nodeTemplate(one), `fields: { address: "${helpdesk.address}" }`] as const,
  );
  const extra = Object.entries(extraTemplates).map(([key, { xml, integration }]) => [key, xml, integration] as const);
  const all = [...own, ...extra];
  for (const [key, xml] of all) writeFileSync(join(folder, `${key}.xml`), xml);
  const config = join(folder, "deskbell.yaml");
  writeFileSync(
    config,
    `connections: [{ id: office, zone: UTC, extensions: [{ number: "1001" }, { number: "1002" }] }]
templates: [${all.map(([key]) => `{ file: ${key}.xml }`).join(", ")}]
integrations:
${all.map(([key, , rest]) => `  - { id: ${key}, connection: office, template: ${key}, ${rest} }\n`).join("")}
tokens: [{ name: tests, scopes: [admin], value: { env: TESTS_TOKEN } }]
`,
  );

  async function post(events: readonly object[], choose: (count: number) => NodeProcess): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      try {
        const { status } = await choose(tries).ask("POST", "/api/v1/connections/office/events", TOKEN, { events });
        if (status === 202) return;
      } catch {
        // The node is gone, or is just going.
      }
      await sleep(100);
    }
    throw new Error("no node takes the events");
  }

  return {
    database,
    helpdesk,
    token: TOKEN,
    start(environment = {}) {
      const dataFolder = join(folder, `data-${nodes.length}-${realEnv.newId()}`);
      mkdirSync(dataFolder);
      const node = startNode({
        dataFolder,
        storeUrl: database.url,
        config,
        ...(publicUrl !== undefined && { publicUrl }),
        environment: { DESKBELL_KEY: KEY, TESTS_TOKEN: TOKEN, ...options.environment, ...environment },
      });
      nodes.push(node);
      return node;
    },
    call(number, choose, extension = "1001", copies = 0) {
      const simulator = createSimulator({
        env: realEnv,
        speed: Number.POSITIVE_INFINITY,
        async post(events) {
          const written = events.map(writePhoneEvent);
          for (let copy = 0; copy <= copies; copy++) await post(written, choose);
        },
      });
      return simulator.place(SCRIPTS.answered({ number, extension, talkSeconds: 5 }));
    },
    async close() {
      const started = (await Promise.allSettled(nodes)).flatMap((one) => (one.status === "fulfilled" ? one.value : []));
      await Promise.all(started.map((node) => node.end("SIGKILL")));
      await helpdesk.close();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
