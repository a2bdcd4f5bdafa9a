import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
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
  for (const own of [false, true]) {
    try {
      return await launchPacked(own);
    } catch (error) {
      tried.push(
        `the one from npm${own ? ", with its own libraries" : ""}: ${(error as Error).message.split("\n")[0]}`,
      );
    }
  }
  throw new Error(`no Chromium starts here; install one or name it in DESKBELL_CHROMIUM\n${tried.join("\n")}`);
}

/** Starts the Chromium that came with npm: with the machine's libraries and fonts, or with those that it brings along. */
async function launchPacked(ownLibraries: boolean): Promise<Browser> {
  const address = import.meta.resolve("@sparticuz/chromium");
  // The package decides by this variable, when it is loaded, whether to unpack its libraries.
  if (ownLibraries) process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
  const { default: packed } = (await import(
    ownLibraries ? `${address}?own` : address
  )) as typeof import("@sparticuz/chromium");
  // In one process, as it runs by default, the first page that closes takes the browser with it.
  const args = packed.args.filter((flag) => flag !== "--single-process" && flag !== "--no-zygote");
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...args, ...FLAGS] });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on a page, as `rule: element`. Open the page in a context with `bypassCSP`, or its policy keeps axe out. */
export async function findAxeFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: AXE });
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((html) => `${id}: ${html}`));
}
