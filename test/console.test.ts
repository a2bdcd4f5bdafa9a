import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CALLS } from "../src/cli/demo/program.ts";
import { DEMO_CONNECTION } from "../src/cli/demo/stage.ts";
import { SCRIPTS } from "../src/pbx/index.ts";
import { type Console, openConsole } from "./support/console.ts";

let shown: Console;

beforeAll(async () => {
  shown = await openConsole();
}, 120_000);
afterAll(() => shown?.close());

describe("signing in", () => {
  it("refuses a wrong token in a sentence and goes on by keyboard alone", async () => {
    const { page, errors, close } = await shown.visit("/", { signedIn: false });
    await page.getByRole("button", { name: "Use an access token" }).press("Enter");
    await page.getByLabel("Access token").waitFor();
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "not accepted" }).waitFor();
    await page.keyboard.type(shown.stage.server.adminToken?.reveal() ?? "");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("begins with the link that the first start printed: its owner chooses a password, and can sign in with it", async () => {
    const link = shown.stage.server.setUpLink?.url.reveal() ?? "";
    const { page, errors, close } = await shown.visit(link.slice(shown.address.length), { signedIn: false });
    await page.getByLabel("Your name").fill("Somsri <b>Owner</b>");
    expect(page.url()).toBe(`${shown.address}/set-up`);
    await page.getByLabel("Log-in or e-mail").fill("somsri@demo.example");
    await page.getByLabel("New password", { exact: true }).fill("a long enough phrase 7");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.getByText("ไทย").click();
    await page.getByRole("button", { name: "เมนูบัญชี" }).click();
    await page.getByRole("menuitem", { name: "ออกจากระบบ" }).click();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.getByLabel("Log-in or e-mail").fill("somsri@demo.example");
    await page.getByLabel("Password", { exact: true }).fill("a long enough phrase 7");
    await page.keyboard.press("Enter");
    // The language goes with the person, not with the browser.
    await page.getByRole("heading", { name: "หน้าแรก", level: 1 }).waitFor();
    await page.goto(link);
    await page.getByRole("alert").waitFor();
    expect(await page.locator("main form").count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it("lets an invited agent in, who is led to the desk and sees nothing that is not theirs", async () => {
    const { address, adminToken } = shown.stage.server;
    const invited = await fetch(`${address}/api/v1/people`, {
      method: "POST",
      headers: { authorization: `Bearer ${adminToken?.reveal() ?? ""}`, "content-type": "application/json" },
      body: JSON.stringify({
        login: "anong",
        name: "Anong",
        roles: ["agent"],
        extensions: [{ connectionId: DEMO_CONNECTION, number: "1001" }],
      }),
    });
    const { link } = (await invited.json()) as { link: { url: string } };
    const { page, errors, close } = await shown.visit(link.url.slice(address.length), { signedIn: false });
    await page.getByRole("heading", { name: "Welcome, Anong" }).waitFor();
    await page.getByLabel("New password", { exact: true }).fill("short");
    await page.keyboard.press("Enter");
    await page.getByLabel("New password", { exact: true }).fill("another long phrase 8");
    await page.keyboard.press("Enter");
    await page.getByText("Extension 1001").waitFor();
    await page.goto(`${address}/`);
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    const links = page.getByRole("navigation").getByRole("link");
    expect(await links.allTextContents()).toEqual(["Home", "Calls", "Agent desk"]);
    await page.getByRole("main").getByRole("link", { name: "Agent desk" }).click();
    await page.getByText("Extension 1001").waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("comes back when the session ends elsewhere, and signing out ends it", async () => {
    const { page, close } = await shown.visit("/");
    await page.getByRole("button", { name: "account menu" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("Log-in or e-mail").waitFor();
    await page.reload();
    await page.getByLabel("Log-in or e-mail").waitFor();
    await close();
  });
});

describe("the frame of the pages", () => {
  it("tells a page that is not there, and asks no foreign host", async () => {
    const { page, hosts, errors, close } = await shown.visit("/nothing/here");
    await page.getByRole("heading", { name: "Page not found" }).waitFor();
    expect([...hosts]).toEqual([shown.address]);
    expect(errors).toEqual([]);
    await close();
  });

  it("leads to the content first, and to every page by keyboard", async () => {
    const { page, close } = await shown.visit("/");
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the content");
    await page.getByRole("link", { name: "Calls", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Calls", level: 1 }).waitFor();
    expect(await page.locator("main:focus").count()).toBe(1);
    await close();
  });

  it("has its menu behind a button on a phone", async () => {
    const { page, errors, close } = await shown.visit("/", { width: 390 });
    await page.getByRole("button", { name: "Open the menu" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Calls", exact: true }).click();
    await page.getByRole("heading", { name: "Calls", level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });

  it("changes language and colours at once, and keeps them", async () => {
    const { page, errors, close } = await shown.visit("/");
    await page.getByText("ไทย").click();
    await page.getByRole("heading", { name: "หน้าแรก" }).waitFor();
    await page.getByTitle("มืด").click();
    await page.reload();
    await page.getByRole("heading", { name: "หน้าแรก" }).waitFor();
    expect(
      await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).colorScheme]),
    ).toEqual(["th", "dark"]);
    expect(errors).toEqual([]);
    await close();
  });
});

describe("the live pages", () => {
  it("show calls as they happen, a caller's name as text whatever it holds", async () => {
    const { page, errors, close } = await shown.visit("/calls");
    await page.getByText("No calls yet").waitFor();
    await shown.play(...DEMO_CALLS.map(({ script }) => script));
    const callerName = '<img src=x onerror="document.title=1">';
    await shown.play(SCRIPTS.answered({ number: "+66811112222", callerName, extension: "1001" }));
    await page.getByRole("row").filter({ hasText: "+66811112222" }).filter({ hasText: "Answered" }).waitFor();
    expect(await page.getByText(callerName).count()).toBe(1);
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.title()).toBe("Calls · Deskbell");
    expect(errors).toEqual([]);
    await close();
  });

  it("are filtered, and the filter stands in the address", async () => {
    await shown.play(SCRIPTS.answered({ number: "+66877770001", extension: "1003" }));
    const { page, close } = await shown.visit("/calls");
    await page.getByLabel("Number or name").fill("087-777 0001");
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
    await page.getByText("Missed", { exact: true }).click();
    await page.getByText("No call fits").waitFor();
    expect(new URL(page.url()).searchParams.get("outcome")).toBe("missed");
    await page.reload();
    await page.getByText("No call fits").waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => page.locator("tbody tr").count()).toBeGreaterThan(1);
    await close();
  });

  it("share one connection among the windows of a browser, and go on when its window closes", async () => {
    const { page, close } = await shown.visit("/calls");
    await page.getByText("Live", { exact: true }).first().waitFor();
    const other = await page.context().newPage();
    let feeds = 0;
    other.on("request", (request) => {
      if (request.url().includes("/api/v1/changes")) feeds++;
    });
    await other.goto(`${shown.address}/calls`);
    await other.getByText("Live", { exact: true }).first().waitFor();
    expect(feeds).toBe(0);
    await page.close();
    await shown.play(SCRIPTS.answered({ number: "+66899990001", extension: "1002" }));
    await other.getByRole("row").filter({ hasText: "+66899990001" }).filter({ hasText: "Answered" }).waitFor();
    expect(feeds).toBe(1);
    await close();
  });
});

describe("the page of a call", () => {
  beforeAll(() =>
    shown.play(SCRIPTS.answered({ number: "0815550101", callerName: "<b>กมลชนก</b>", extension: "1001" })),
  );
  const find = async (number: string) => {
    const { address, adminToken } = shown.stage.server;
    const headers = { authorization: `Bearer ${adminToken?.reveal() ?? ""}` };
    const { calls } = (await (await fetch(`${address}/api/v1/calls?limit=100`, { headers })).json()) as {
      calls: { id: string; externalNumber: string }[];
    };
    return `/calls/${calls.find(({ externalNumber }) => externalNumber === number)?.id ?? ""}`;
  };

  it("unfolds down to what was sent and answered, without secrets", async () => {
    const { page, hosts, errors, close } = await shown.visit(await find("0815550101"));
    await page.getByRole("heading", { level: 1, name: "กมลชนก แสงทอง" }).waitFor();
    const attempt = page.locator("details").filter({ hasText: "Ticket" }).filter({ hasText: "Delivered" }).first();
    await attempt.locator("summary").first().press("Enter");
    await attempt.locator("details summary").filter({ hasText: "POST" }).press("Enter");
    const text = (await attempt.textContent()) ?? "";
    expect(text).toContain("authorization: Bearer ***");
    expect(text).toMatch(/"ticket": \{/);
    expect(await page.locator("main b").count()).toBe(0);
    expect([...hosts]).toEqual([shown.address]);
    expect(errors).toEqual([]);
    await close();
  });

  it("is reached from the list by the arrow keys and Enter", async () => {
    await shown.play(SCRIPTS.answered({ number: "0815550102", extension: "1002" }));
    const { page, close } = await shown.visit("/calls");
    const links = page.locator("[data-row-link]");
    await links.nth(1).waitFor();
    await links.first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await links.nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    await close();
  });

  it("says so where there is no such call, and says in Thai what the server says: refusals, reasons, diagnostics", async () => {
    const { page, errors, close } = await shown.visit("/calls/none", { language: "th" });
    const { address, adminToken } = shown.stage.server;
    await page.getByRole("alert").filter({ hasText: "NOT_FOUND" }).getByText('ไม่มีสาย "none"').waitFor();
    await page.goto(address + (await find("0815550101")));
    const decisions = page.getByRole("region", { name: /^การตัดสินใจของ/ });
    await decisions.getByText("ไม่สร้างผู้ติดต่อ: ระบบช่วยเหลือมีผู้ใช้หมายเลข").waitFor();
    expect(await page.locator("main [lang=en]").allTextContents()).toEqual([]);
    const zendesk = readFileSync(new URL("../templates/zendesk/template.xml", import.meta.url), "utf8");
    const body = zendesk.replace('Key="zendesk"', 'Key="thai_desk" Colour="red"');
    const headers = { authorization: `Bearer ${adminToken?.reveal() ?? ""}`, "content-type": "application/xml" };
    expect((await fetch(`${address}/api/v1/templates`, { method: "POST", body, headers })).ok).toBe(true);
    await page.goto(`${address}/templates/-/studio?key=thai_desk`);
    await page.getByRole("button", { name: "แอตทริบิวต์ Colour ของ <Information> ไม่ถูกอ่าน" }).waitFor();
    await page.locator(".cm-lint-marker").first().hover();
    await page.locator(".cm-tooltip-lint").getByText("แอตทริบิวต์ Colour ของ <Information> ไม่ถูกอ่าน").waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});
