import { join } from "node:path";
import { DeskbellError } from "../../base/index.ts";
import type { Log } from "../../pipeline/index.ts";
import { readConfig, type Server, startServer } from "../../server/index.ts";
import { createDemoHelpdesk, type DemoHelpdesk } from "./helpdesk/index.ts";

export const DEMO_INTEGRATION = "demo-desk";
export const DEMO_CONNECTION = "office";

/** The set-up of the demo, as a user would write it into `deskbell.yaml`. */
export const DEMO_CONFIG = `
server: { allowPrivateTargets: true }
connections:
  - id: ${DEMO_CONNECTION}
    name: The office's telephones (simulated)
    zone: Asia/Bangkok
    extensions:
      - { number: "1001", name: Anong, email: anong@demo.example }
      - { number: "1002", name: Ben, email: ben@demo.example }
      - { number: "1003", name: Chai, email: chai@demo.example }
templates:
  - shipped: zendesk
integrations:
  - id: ${DEMO_INTEGRATION}
    connection: ${DEMO_CONNECTION}
    template: zendesk
    fields:
      address: { env: DEMO_HELPDESK }
      client_id: deskbell
      client_secret: { env: DEMO_CLIENT_SECRET }
`;

export interface Stage {
  readonly helpdesk: DemoHelpdesk;
  readonly server: Server;
  close(): Promise<void>;
}

/** Starts a helpdesk and the engine, joins them by the log-in that a real installation goes through, and associates the users. */
export async function openStage(folder: string, port: number, log: Log): Promise<Stage> {
  const helpdesk = await createDemoHelpdesk();
  try {
    const environment = { ...process.env, DEMO_HELPDESK: helpdesk.address, DEMO_CLIENT_SECRET: "demo-secret" };
    const config = readConfig(DEMO_CONFIG, "the demo's configuration", folder);
    const server = await startServer({
      dataFolder: join(folder, "data"),
      config,
      port,
      allowPrivateTargets: true,
      environment,
      log,
      settleMs: 300,
    });
    const close = async () => {
      await server.close();
      await helpdesk.close();
    };
    try {
      await connect(server);
      await server.engine.refreshUsers(DEMO_INTEGRATION);
    } catch (error) {
      await close();
      throw error;
    }
    return { helpdesk, server, close };
  } catch (error) {
    await helpdesk.close().catch(() => undefined);
    throw error;
  }
}

// What an administrator's browser does: open the helpdesk's page, agree, and be sent back.
async function connect(server: Server): Promise<void> {
  const headers = { authorization: `Bearer ${server.adminToken?.reveal() ?? ""}` };
  const begun = await fetch(`${server.address}/api/v1/integrations/${DEMO_INTEGRATION}/connect`, {
    method: "POST",
    headers,
  });
  const { url } = (await begun.json()) as { url: string };
  const agreed = await fetch(url, { redirect: "manual" });
  const back = agreed.headers.get("location");
  const done = back === null ? undefined : await fetch(back);
  if (!done?.ok) throw new DeskbellError("OAUTH_FAILED", "the demo's helpdesk did not give its permission");
}
