import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { unpackChromium } from "./packed-chromium.ts";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium: the one that DESKBELL_CHROMIUM names, one that is installed, else the one that came with npm.
 * Fails loudly when none starts; a test of pages is never skipped for want of a browser.
 */
export async function openBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for (const candidate of [process.env.DESKBELL_CHROMIUM, ...INSTALLED]) {
    if (!candidate || !existsSync(candidate)) continue;
    try {
      return await chromium.launch({ executablePath: candidate, args: FLAGS });
    } catch (error) {
      tried.push(`${candidate}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  const { file, args, environments } = await unpackChromium();
  for (const env of environments) {
    try {
      return await chromium.launch({ executablePath: file, args: [...args, ...FLAGS], env });
    } catch (error) {
      tried.push(`${file} from npm: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  throw new Error(`no Chromium starts here; install one or name it in DESKBELL_CHROMIUM\n${tried.join("\n")}`);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on a page, as `rule: element`. */
export async function findAxeFaults(page: Page): Promise<string[]> {
  // Not by a script element, which the page's policy would keep out.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((html) => `${id}: ${html}`));
}
