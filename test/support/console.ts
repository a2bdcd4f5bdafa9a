import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildPages } from "../../scripts/pages/build.ts";
import { DEMO_CONNECTION, openStage, type Stage } from "../../src/cli/demo/stage.ts";
import { createSimulator } from "../../src/pbx/index.ts";
import { realEnv } from "../../src/server/index.ts";
import { findAxeFaults, openBrowser } from "./browser.ts";

/** How a page is looked at. */
export interface Look {
  readonly language?: "en" | "th";
  readonly colorScheme?: "light" | "dark";
  /** Pixels; default 1280. */
  readonly width?: number;
  /** Default true. */
  readonly signedIn?: boolean;
}

/** A page of the console in a browser of its own, and everything that it asked for or complained of. */
export interface Visit {
  readonly page: Page;
  /** Origins that the page asked. */
  readonly hosts: ReadonlySet<string>;
  /** Errors of scripts, and what the content policy kept out. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** The demo's server with the built pages and a browser. */
export interface Console {
  readonly stage: Stage;
  readonly address: string;
  /** Opens a page of the console (`/calls`), signed in as the first administrator. */
  visit(path: string, look?: Look): Promise<Visit>;
  /** Lets the simulated PBX play calls, and waits until everything about them is done. */
  play(...scripts: Parameters<ReturnType<typeof createSimulator>["place"]>[0][]): Promise<void>;
  /** Looks at a page in both languages and colour schemes and gives what axe finds, with where. `ready` waits for its content. */
  findFaults(path: string, ready: (page: Page) => Promise<unknown>, look?: Look): Promise<string[]>;
  close(): Promise<void>;
}

/** Both languages and both colour schemes, in two looks: what a text says has no colour, and a colour no language. */
const LOOKS = [
  { language: "en", colorScheme: "light" },
  { language: "th", colorScheme: "dark" },
] as const;

/** Builds the pages when they are not current, and starts everything. Close it. */
export async function openConsole(): Promise<Console> {
  await buildPages();
  const folder = mkdtempSync(join(tmpdir(), "deskbell-console-"));
  const stage = await openStage(folder, 0, { info: () => {}, warn: () => {}, error: console.error });
  let browser: Browser;
  try {
    browser = await openBrowser();
  } catch (error) {
    await stage.close();
    throw error;
  }
  const { address, engine } = stage.server;

  async function openContext(look: Look): Promise<BrowserContext> {
    const { language = "en", colorScheme = "light", width = 1280, signedIn = true } = look;
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 860 },
      locale: language === "en" ? "en-GB" : "th-TH",
    });
    if (signedIn) {
      const token = stage.server.adminToken?.reveal() ?? "";
      await context.request.post(`${address}/api/v1/session`, { data: { token }, headers: { origin: address } });
    }
    return context;
  }

  async function visit(path: string, look: Look = {}): Promise<Visit> {
    const context = await openContext(look);
    return { ...(await openPage(context, path)), close: () => context.close() };
  }

  async function openPage(context: BrowserContext, path: string): Promise<Visit> {
    const page = await context.newPage();
    const hosts = new Set<string>();
    const errors: string[] = [];
    page.on("request", (request) => hosts.add(new URL(request.url()).origin));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) errors.push(message.text());
    });
    await page.goto(address + path);
    return { page, hosts, errors, close: () => page.close() };
  }

  // One for each look: a browser that has seen the console before need not load all of it for each page.
  const contexts = new Map<string, Promise<BrowserContext>>();
  function findContext(look: Look): Promise<BrowserContext> {
    const key = JSON.stringify(look);
    const context = contexts.get(key) ?? openContext(look);
    contexts.set(key, context);
    return context;
  }

  return {
    stage,
    address,
    visit,
    async play(...scripts) {
      const simulator = createSimulator({
        env: realEnv,
        speed: Number.POSITIVE_INFINITY,
        post: (events) => engine.acceptEvents(DEMO_CONNECTION, events),
      });
      for (const script of scripts) await simulator.place(script);
      await engine.idle();
    },
    async findFaults(path, ready, look) {
      const faults: string[] = [];
      for (const one of LOOKS) {
        const { page, errors, close } = await openPage(await findContext({ ...one, ...look }), path);
        await ready(page);
        const found = [...(await findAxeFaults(page)), ...errors];
        faults.push(...found.map((fault) => `${path} ${one.language} ${one.colorScheme}: ${fault}`));
        await close();
      }
      return faults;
    },
    async close() {
      await browser.close();
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
