import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CALLS } from "../src/cli/demo/program.ts";
import { DEMO_CONNECTION, openStage, type Stage } from "../src/cli/demo/stage.ts";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { WORDS } from "../web/words.js";
import { findAxeFaults, openBrowser } from "./support/browser.ts";

const QUIET = { info: () => {}, warn: () => {}, error: console.error };

describe("the live page", () => {
  let folder = "";
  let stage: Stage;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "deskbell-pages-"));
    stage = await openStage(folder, 0, QUIET);
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function place(...scripts: Parameters<ReturnType<typeof simulator>["place"]>[0][]): Promise<void> {
    for (const script of scripts) await simulator().place(script);
    await stage.server.engine.idle();
  }

  function simulator() {
    return createSimulator({
      env: realEnv,
      speed: Number.POSITIVE_INFINITY,
      post: (events) => stage.server.engine.acceptEvents(DEMO_CONNECTION, events),
    });
  }

  /** A signed-in page, with the addresses that it asked for and what went wrong in it. */
  async function open(options: { colorScheme?: "light" | "dark" } = {}) {
    const context = await browser.newContext({ bypassCSP: true, locale: "en-GB", ...options });
    const page = await context.newPage();
    const hosts = new Set<string>();
    const errors: string[] = [];
    page.on("request", (request) => hosts.add(new URL(request.url()).origin));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(stage.server.address);
    await page.getByLabel("Access token").fill(stage.server.adminToken?.reveal() ?? "");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Calls" }).waitFor();
    return { page, hosts, errors, close: () => context.close() };
  }

  it("refuses a wrong token in a sentence and stays usable by keyboard alone", async () => {
    const page = await browser.newPage();
    await page.goto(stage.server.address);
    await page.getByLabel("Access token").waitFor();
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "not accepted" }).waitFor();
    await page.close();
  });

  it("shows calls as they happen, with pop-up, contact, ticket and journal, and asks no foreign host", async () => {
    const { page, hosts, errors, close } = await open();
    await place(...DEMO_CALLS.map(({ script }) => script));
    await page
      .locator("#calls .card")
      .nth(DEMO_CALLS.length - 1)
      .waitFor();
    const calls = (await page.locator("#calls").textContent()) ?? "";
    expect(calls).toContain("กมลชนก แสงทอง · 0815550101");
    expect(calls).toMatch(/Ticket: done #\d+/);
    expect(calls).toContain("Call journal: done");
    const link = page.locator("#popups .card").filter({ hasText: "กมลชนก" }).getByRole("link");
    expect(await link.getAttribute("href")).toMatch(new RegExp(`^${stage.helpdesk.address}/agent/users/\\d+$`));
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect([...hosts]).toEqual([stage.server.address]);
    expect(errors).toEqual([]);
    await close();
  });

  it("shows only the pop-ups of the extension that is asked for", async () => {
    const { page, close } = await open();
    await page.locator("#popups .card").first().waitFor();
    await page.getByLabel("Extension").fill("1003");
    expect(await page.locator("#popups .card").allTextContents()).toSatisfy((cards: string[]) =>
      cards.every((card) => card.includes("for extension 1003")),
    );
    await close();
  });

  it("shows a caller's name as text, whatever it holds", async () => {
    const { page, errors, close } = await open();
    const callerName = '<img src=x onerror="document.title=1">';
    await place(SCRIPTS.answered({ number: "+66811112222", callerName, extension: "1001" }));
    await page.locator("#calls .card").filter({ hasText: "+66811112222" }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.title()).toBe("Deskbell");
    expect(errors).toEqual([]);
    await close();
  });

  it.each([
    ["light", "en"],
    ["light", "th"],
    ["dark", "en"],
    ["dark", "th"],
  ] as const)("has no fault that axe finds, in %s and in %s", async (colorScheme, language) => {
    const { page, close } = await open({ colorScheme });
    await page.locator("#calls .card").first().waitFor();
    await page.locator("#language").selectOption(language);
    expect(await page.getByRole("heading", { name: WORDS[language].calls }).count()).toBe(1);
    expect(await findAxeFaults(page)).toEqual([]);
    await signOut(page, language);
    expect(await findAxeFaults(page)).toEqual([]);
    await close();
  });

  async function signOut(page: Page, language: "en" | "th"): Promise<void> {
    await page.getByRole("button", { name: WORDS[language].signOut }).click();
    await page.getByLabel(WORDS[language].token).waitFor();
  }
});

describe("the words of the page", () => {
  it("exist in both languages", () => {
    expect(Object.keys(WORDS.th).sort()).toEqual(Object.keys(WORDS.en).sort());
  });

  it("have the same places for values in both languages", () => {
    const placesIn = (text: string) => (text.match(/\{\d\}/g) ?? []).sort().join();
    const places = (words: Record<string, string>) =>
      Object.entries(words)
        .map(([key, text]) => `${key} ${placesIn(text)}`)
        .sort();
    expect(places(WORDS.th)).toEqual(places(WORDS.en));
  });
});
