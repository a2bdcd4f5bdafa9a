/** Takes the pictures of the README from the demo: two of the console, a short animated one of a call, and the agent's desk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { makeDemoPerson } from "../src/cli/demo/demo-person.ts";
import { DEMO_CALLS } from "../src/cli/demo/program.ts";
import { DEMO_CONNECTION, openStage } from "../src/cli/demo/stage.ts";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { openBrowser } from "../test/support/browser.ts";
import { buildPages } from "./pages/build.ts";
import { type Frame, toAnimation } from "./pictures/animate.ts";

const FOLDER = "docs/pictures";
/** How long each picture of the animation is shown. */
const FRAME_MS = 700;
const LAST_FRAME_MS = 2500;
const FRAMES = 12;

await buildPages();
const folder = mkdtempSync(join(tmpdir(), "deskbell-pictures-"));
const quiet = { info: () => {}, warn: () => {}, error: console.error };
const stage = await openStage(folder, 0, quiet);
const browser = await openBrowser();
try {
  const { engine, address } = stage.server;
  const post = (events: Parameters<typeof engine.acceptEvents>[1]) => engine.acceptEvents(DEMO_CONNECTION, events);
  const atOnce = createSimulator({ post, env: realEnv, speed: Number.POSITIVE_INFINITY });
  // In an order that shows the most telling calls at the top.
  for (const at of [6, 5, 3, 1, 2]) await atOnce.place((DEMO_CALLS[at] as (typeof DEMO_CALLS)[number]).script);
  await engine.idle();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 760 },
    deviceScaleFactor: 1.5,
    locale: "en-GB",
  });
  const page = await context.newPage();
  await page.goto(await makeDemoPerson(stage.server));
  await page.getByRole("heading", { level: 1 }).waitFor();
  mkdirSync(FOLDER, { recursive: true });

  // Plain pixels, since it is many pictures in one file.
  const plain = await browser.newContext({
    viewport: { width: 1120, height: 620 },
    locale: "en-GB",
    storageState: await context.storageState(),
  });
  const moving = await plain.newPage();
  await open(moving, "/calls", "tbody tr:nth-child(5)");
  const playing = createSimulator({ post, env: realEnv, speed: 4 }).place(
    SCRIPTS.answered({ number: "0815550101", callerName: "กมลชนก", extension: "1001", talkSeconds: 16 }),
  );
  const frames: Frame[] = [];
  for (let at = 0; at < FRAMES; at++) {
    frames.push({ png: await moving.screenshot(), ms: FRAME_MS });
    await moving.waitForTimeout(FRAME_MS);
  }
  await playing;
  await engine.idle();
  await moving.waitForTimeout(500);
  write("live.png", toAnimation([...frames, { png: await moving.screenshot(), ms: LAST_FRAME_MS }]));

  await open(page, "/", "section h2");
  write("home.png", await page.screenshot());
  await page.goto(`${address}/calls`);
  await page.locator("tbody tr").first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(500);
  write("call.png", await page.screenshot());

  await page.setViewportSize({ width: 900, height: 760 });
  const hangUp = new AbortController();
  const ringing = createSimulator({ post, env: realEnv })
    .place(
      SCRIPTS.answered({ number: "+66898765432", callerName: "สมหญิง", extension: "1001", talkSeconds: 30 }),
      hangUp.signal,
    )
    .catch(() => undefined);
  await open(page, "/desk", "main");
  await page.waitForTimeout(3000);
  write("desk.png", await page.screenshot());
  hangUp.abort();
  await ringing;
} finally {
  await browser.close();
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}

async function open(page: Page, path: string, content: string): Promise<void> {
  await page.goto(stage.server.address + path);
  await page.locator(content).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
}

function write(file: string, png: Buffer): void {
  writeFileSync(join(FOLDER, file), png);
  console.log(`wrote ${FOLDER}/${file}`);
}
