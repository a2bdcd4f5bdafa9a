/** Takes the pictures of the README from the demo. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CALLS } from "../src/cli/demo/program.ts";
import { DEMO_CONNECTION, openStage } from "../src/cli/demo/stage.ts";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { openBrowser } from "../test/support/browser.ts";

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
  const page = await browser.newPage({
    viewport: { width: 1100, height: 760 },
    deviceScaleFactor: 1.5,
    locale: "en-GB",
  });
  await page.goto(stage.server.address);
  await page.getByLabel("Access token").fill(stage.server.adminToken?.reveal() ?? "");
  await page.keyboard.press("Enter");
  await page.locator("#calls .card").nth(4).waitFor();
  mkdirSync("docs/pictures", { recursive: true });
  await page.screenshot({ path: "docs/pictures/live.png" });
  console.log("wrote docs/pictures/live.png");
} finally {
  await browser.close();
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}
