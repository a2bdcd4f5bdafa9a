import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPages } from "../scripts/pages/build.ts";
import { createDemoHelpdesk, type DemoHelpdesk } from "../src/cli/demo/helpdesk/index.ts";
import { openBrowser } from "./support/browser.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let helpdesk: DemoHelpdesk;
let running: RunningServer;
let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), "deskbell-set-up-"));
const errors: string[] = [];

beforeAll(async () => {
  await buildPages();
  helpdesk = await createDemoHelpdesk({ autoConsent: false });
  running = await openServer(undefined, { folder });
  browser = await openBrowser();
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Bangkok" });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) errors.push(message.text());
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await helpdesk?.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string | RegExp) => page.getByRole("button", { name });
const next = () => page.getByRole("button", { name: "Next" }).click();
/** Presses what opens a new tab, and gives the tab. */
async function openTab(name: string): Promise<Page> {
  const [tab] = await Promise.all([page.waitForEvent("popup"), button(name).click()]);
  await tab.waitForURL(`${helpdesk.address}/**`);
  return tab;
}

// One story; each step begins where the one before has ended.
describe("from nothing to the first ticket, in the browser alone", () => {
  it("begins with the link of the first start, by which the owner is made", async () => {
    await page.goto(running.server.setUpLink?.url.reveal() ?? "");
    await page.getByLabel("Your name").fill("Somsri");
    await page.getByLabel("Log-in or e-mail").fill("somsri@demo.example");
    await page.getByLabel("New password", { exact: true }).fill("a long enough phrase 7");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  });

  it("chooses a template that comes along, and makes the telephones on the way", async () => {
    await page.getByRole("link", { name: "Integrations" }).click();
    await page.getByRole("link", { name: "Connect a helpdesk" }).click();
    await button(/Zendesk/).click();
    await page.getByRole("link", { name: "Connect a PBX" }).click();
    await button(/Any PBX that posts/).click();
    await page.getByLabel("Name", { exact: true }).fill("Office");
    await button("Connect").click();
    await page.getByLabel(/Address of your Zendesk/).waitFor();
  });

  it("fills in the fields, and is told when the helpdesk refuses", async () => {
    await page.getByLabel(/Address of your Zendesk/).fill(helpdesk.address);
    await page.getByLabel("OAuth client: identifier").fill("deskbell");
    await page.getByLabel("OAuth client: secret").fill("not-the-secret");
    await page.getByLabel("Short name").fill("Head Office!");
    await page.getByText("such as head-office.").waitFor();
    await page.getByLabel("Short name").fill("zendesk");
    await next();
    await page.getByText("Not connected yet").waitFor();
    const tab = await openTab("Connect in a new tab");
    await tab.getByRole("button", { name: "Allow" }).click();
    await tab.getByRole("heading", { name: "Not connected" }).waitFor();
    await tab.close();
    // The page from which it began says why, too.
    await page
      .getByRole("alert")
      .filter({ hasText: /client/ })
      .waitFor();
    await button(/Fields/).click();
    await page.getByLabel("OAuth client: secret").fill("demo-secret");
    await button("Save").click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  });

  it("comes back to where it was, and connects in a new tab", async () => {
    await page.goto(`${running.server.address}/integrations/zendesk/set-up`);
    await page.getByText("Not connected yet").waitFor();
    const tab = await openTab("Connect in a new tab");
    await tab.getByRole("button", { name: "Allow" }).click();
    await tab.getByRole("heading", { name: "Connected" }).waitFor();
    await tab.close();
    await page.getByText("Connected", { exact: true }).waitFor();
    await button("Test the connection").click();
    await page.getByText("The helpdesk answers and lets Deskbell in.").waitFor();
  });

  it("adds an extension, whose user is found by e-mail", async () => {
    await page.getByRole("link", { name: "Extensions" }).click();
    await button("Add an extension").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Extension").fill("1001");
    await dialog.getByLabel("Name of the person").fill("Anong");
    await dialog.getByLabel("E-mail").fill("anong@demo.example");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.goto(`${running.server.address}/integrations/zendesk/set-up`);
    await next();
    await page.getByRole("row").filter({ hasText: "1001" }).getByText("By e-mail", { exact: true }).waitFor();
  });

  it("sets the features, and sees with a test call what would be written; nothing is", async () => {
    await next();
    await page.getByRole("region", { name: "Tickets" }).getByLabel("Subject").fill("A call for {{.Call_To}}");
    await button("Save").click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    await next();
    await page.getByLabel("Number of the caller").fill("0815550101");
    await button("Send a test call").click();
    await page.getByRole("link", { name: "See the call" }).waitFor();
    await page.getByText(/"subject": "A call for /).waitFor({ timeout: 20_000 });
    expect(helpdesk.state.tickets).toEqual([]);
  }, 40_000);

  it("goes live, and the next test call is the first ticket", async () => {
    await next();
    await button("Go live").click();
    await page.getByRole("dialog").getByRole("button", { name: "Go live" }).click();
    await button("Back to the dry run").waitFor();
    await button(/Dry run/)
      .first()
      .click();
    await page.getByLabel("Number of the caller").fill("0815550101");
    await button("Send a test call").click();
    await expect.poll(() => helpdesk.state.tickets.map(({ subject }) => subject), { timeout: 20_000 }).toHaveLength(1);
    expect(helpdesk.state.tickets[0]?.subject).toMatch(/^A call for \d+$/);
    await page.getByRole("link", { name: "See the call" }).click();
    await page.getByRole("heading", { name: /กมลชนก/, level: 1 }).waitFor();
    expect(errors).toEqual([]);
  }, 40_000);
});
