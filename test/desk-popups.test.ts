import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openBrowser } from "./support/browser.ts";
import { type Console, openConsole } from "./support/console.ts";
import { openCuttableProxy } from "./support/cuttable-proxy.ts";
import { type AgentBrowser, createDeskRig, type DeskRig } from "./support/desk.ts";

const KNOWN = "0815550101";

let shown: Console;
let rig: DeskRig;
let browser: Browser;
const agents: AgentBrowser[] = [];

beforeAll(async () => {
  shown = await openConsole();
  rig = createDeskRig(shown);
  browser = await openBrowser();
}, 120_000);
afterEach(async () => {
  for (const { context } of agents.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await shown?.close();
});

/** An agent with an extension of their own. */
async function agent(trigger?: Parameters<DeskRig["extension"]>[0], screen?: Parameters<DeskRig["agent"]>[2]) {
  const extension = await rig.extension(trigger);
  const one = await rig.agent(browser, [extension], screen);
  agents.push(one);
  return { ...one, extension };
}

const opens = (one: AgentBrowser, times: number) => vi.waitFor(() => expect(one.opened).toHaveLength(times), 5000);
/** Long enough for a page that should not open to have opened. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 500));

describe("the contact page", () => {
  it("opens when the phone rings", async () => {
    const one = await agent();
    const page = await one.desk();
    await rig.call(KNOWN).ring(one.extension);
    await opens(one, 1);
    expect(one.opened[0]).toContain(`${shown.stage.helpdesk.address}/agent/users/`);
    await page.getByText("Opened in a tab.").waitFor();
  });

  it("cannot reach back into the desk", async () => {
    const one = await agent();
    await one.desk();
    const arrives = one.context.waitForEvent("page");
    await rig.call(KNOWN).ring(one.extension);
    const tab = await arrives;
    await opens(one, 1);
    await tab.waitForLoadState();
    expect(await tab.evaluate("[window.opener, document.referrer]")).toEqual([null, ""]);
  });

  it("opens at the answer, where the extension wants that", async () => {
    const one = await agent("answered");
    await one.desk();
    const call = rig.call(KNOWN);
    await call.ring(one.extension);
    await settle();
    expect(one.opened).toEqual([]);
    await call.answer(one.extension);
    await opens(one, 1);
  });

  it("opens at the end, where the extension wants that", async () => {
    const one = await agent("ended");
    await one.desk();
    const call = rig.call(KNOWN);
    await call.ring(one.extension);
    await call.answer(one.extension);
    await settle();
    expect(one.opened).toEqual([]);
    await call.end();
    await opens(one, 1);
  });

  it("opens by click alone, where the extension wants that, and the trace knows of it", async () => {
    const one = await agent("manual");
    const page = await one.desk();
    await rig.call(KNOWN).ring(one.extension);
    const link = page.getByRole("link", { name: "Open contact page" }).first();
    await link.waitFor();
    await settle();
    expect(one.opened).toEqual([]);
    const told = page.waitForResponse((answer) => answer.url().endsWith("/popups"));
    await link.click();
    expect(await (await told).json()).toMatchObject({ trigger: "manual", extension: one.extension });
    await opens(one, 1);
    await settle();
    expect(one.opened).toHaveLength(1);
  });

  it("stays closed when the agent has switched that off, on each of their computers", async () => {
    const one = await agent();
    const page = await one.desk();
    const kept = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/me") && answer.status() === 200);
    await page.getByRole("switch").click();
    await kept;
    const other = await one.desk();
    expect(await other.getByRole("switch").isChecked()).toBe(false);
    await rig.call(KNOWN).ring(one.extension);
    await page.getByRole("link", { name: "Open contact page" }).first().waitFor();
    await settle();
    expect(one.opened).toEqual([]);
  });

  it("opens in exactly one of several tabs", async () => {
    const one = await agent();
    const pages = [await one.desk(), await one.desk(), await one.desk()];
    await rig.call(KNOWN).ring(one.extension);
    for (const page of pages) await page.getByText("Opened in a tab.").first().waitFor();
    await settle();
    expect(one.opened).toHaveLength(1);
  });

  it("is not opened once more by a page that is loaded anew", async () => {
    const one = await agent();
    const page = await one.desk();
    await rig.call(KNOWN).ring(one.extension);
    await opens(one, 1);
    await page.reload();
    await page.getByText("Opened in a tab.").first().waitFor();
    await settle();
    expect(one.opened).toHaveLength(1);
  });

  it("goes with the call: withdrawn at the first agent, opened at the second", async () => {
    const [first, second] = [await agent(), await agent()];
    const [left, right] = [await first.desk(), await second.desk()];
    const call = rig.call(KNOWN);
    await call.ring(first.extension);
    await opens(first, 1);
    await left.getByText("Is calling", { exact: true }).waitFor();
    await call.transfer(first.extension, second.extension);
    await opens(second, 1);
    await right.getByText("Is calling", { exact: true }).waitFor();
    await left.getByText("With somebody else").waitFor();
    expect(await left.getByRole("article").count()).toBe(0);
    expect(first.opened).toHaveLength(1);
  });

  it("is caught up with after a lost network, once", async () => {
    const proxy = await openCuttableProxy(shown.address);
    const one = await agent("ringing", { address: proxy.address });
    const page = await one.desk();
    await rig.call(KNOWN).ring(one.extension);
    await opens(one, 1);
    proxy.cut();
    await page.locator("[data-state=lost]").waitFor();
    await rig.call("+6625550177").ring(one.extension);
    await settle();
    expect(one.opened).toHaveLength(1);
    proxy.mend();
    await page.locator("[data-state=live]").waitFor();
    await opens(one, 2);
    await settle();
    expect(one.opened).toHaveLength(2);
    await proxy.close();
  }, 60_000);

  it("is not opened where the browser forbids that, which the desk says, and shows the link", async () => {
    const one = await agent();
    // Headless browsers have no blocker of their own; a sandbox without allow-popups keeps tabs from opening in the same way.
    await one.context.route(`${shown.address}/desk`, async (route) => {
      const answer = await route.fetch();
      const policy = `${answer.headers()["content-security-policy"]}; sandbox allow-scripts allow-same-origin allow-forms`;
      await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
    });
    const page = await one.desk();
    await rig.call(KNOWN).ring(one.extension);
    await page.getByRole("alert").filter({ hasText: "Allow pop-ups" }).waitFor();
    const link = page.getByRole("link", { name: "Open contact page" }).first();
    expect(await link.getAttribute("href")).toContain(`${shown.stage.helpdesk.address}/agent/users/`);
    expect(one.opened).toEqual([]);
    await link.click();
    await page.getByRole("alert").waitFor({ state: "detached" });
  });
});
