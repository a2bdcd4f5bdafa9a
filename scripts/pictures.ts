/** Takes the pictures of the README from the demo. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CALLS } from "../src/cli/demo/program.ts";
import { DEMO_CONNECTION, openStage } from "../src/cli/demo/stage.ts";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { openBrowser } from "../test/support/browser.ts";
import { buildPages } from "./pages/build.ts";

/** Page, what must be there before the picture is taken, and the picture's file. */
const PICTURES = [
  ["/", "section h2", "home.png"],
  ["/calls", "tbody tr:nth-child(5)", "live.png"],
] as const;

await buildPages();
const folder = mkdtempSync(join(tmpdir(), "deskbell-pictures-"));
const quiet = { info: () => {}, warn: () => {}, error: console.error };
const stage = await openStage(folder, 0, quiet);
const browser = await openBrowser();
try {
  const post = (events: Parameters<typeof stage.server.engine.acceptEvents>[1]) =>
    stage.server.engine.acceptEvents(DEMO_CONNECTION, events);
  const simulator = createSimulator({ post, env: realEnv, speed: Number.POSITIVE_INFINITY });
  // In an order that shows the most telling calls at the top.
  for (const at of [5, 3, 1, 2]) await simulator.place((DEMO_CALLS[at] as (typeof DEMO_CALLS)[number]).script);
  await simulator.place(
    SCRIPTS.answered({ number: "0815550101", callerName: "กมลชนก", extension: "1001", talkSeconds: 34 }),
  );
  await stage.server.engine.idle();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    locale: "en-GB",
  });
  const { address, adminToken } = stage.server;
  await context.request.post(`${address}/api/v1/session`, {
    data: { token: adminToken?.reveal() ?? "" },
    headers: { origin: address },
  });
  const page = await context.newPage();
  mkdirSync("docs/pictures", { recursive: true });
  for (const [path, content, file] of PICTURES) {
    await page.goto(address + path);
    await page.locator(content).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `docs/pictures/${file}` });
    console.log(`wrote docs/pictures/${file}`);
  }
} finally {
  await browser.close();
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}
