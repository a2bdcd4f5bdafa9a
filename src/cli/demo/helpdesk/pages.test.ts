import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findAxeFaults, openBrowser } from "../../../../test/support/browser.ts";
import { createDemoHelpdesk, type DemoHelpdesk } from "./index.ts";

const NASTY = `<img src=x onerror=alert(1)> "ทดสอบ" & 'quotes'`;

let helpdesk: DemoHelpdesk;
beforeEach(async () => {
  helpdesk = await createDemoHelpdesk({
    seed: {
      agents: [{ name: "Anong", email: "anong@demo.example" }],
      contacts: [{ name: NASTY, numbers: ["+66 81 555 0101"] }],
    },
  });
});
afterEach(() => helpdesk.close());

async function post(path: string, body: unknown): Promise<void> {
  const { accessToken } = helpdesk.oauth.issue();
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  const answer = await fetch(helpdesk.address + path, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
}

function addTicket(subject: string): Promise<void> {
  const requester_id = helpdesk.state.users[1]?.id;
  const metadata = { custom: { entry: "call_journal" } };
  return post("/api/v2/tickets", {
    ticket: { requester_id, subject, metadata, comment: { body: NASTY, public: false } },
  });
}

test("text from callers is shown as text on every page", async () => {
  await addTicket(NASTY);
  for (const path of ["/", "/agent/users/1002", "/agent/tickets/1"]) {
    const answer = await fetch(helpdesk.address + path);
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain("&lt;img src=x onerror=alert(1)&gt; &quot;ทดสอบ&quot; &amp; &#39;quotes&#39;");
    expect(text).not.toContain("<img");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

test("a page that does not exist says so", async () => {
  for (const path of ["/agent/users/1", "/agent/tickets/1", "/x"]) {
    const answer = await fetch(helpdesk.address + path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("There is no such page");
  }
  expect((await fetch(`${helpdesk.address}/`, { method: "POST" })).status).toBe(405);
});

describe("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  async function open(path: string, colorScheme: "light" | "dark" = "light"): Promise<{ page: Page; asked: string[] }> {
    const page = await browser.newPage({ colorScheme, bypassCSP: true });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(helpdesk.address + path);
    return { page, asked };
  }

  test.each(["light", "dark"] as const)("no page breaks a rule of accessibility in the %s scheme", async (scheme) => {
    await addTicket("A call");
    const consent = "/oauth/authorizations/new?client_id=x";
    for (const path of ["/", "/agent/users/1002", "/agent/tickets/1", "/none", consent]) {
      const { page, asked } = await open(path, scheme);
      const found = await findAxeFaults(page);
      expect(found).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(helpdesk.address) && !url.startsWith("data:"))).toEqual([]);
      await page.close();
    }
  });

  test("an open page shows a new ticket without being loaded again, and keeps the focus", async () => {
    await addTicket("First");
    const { page } = await open("/");
    await page.focus("#contacts a");
    await page.waitForFunction("document.readyState === 'complete'");
    await addTicket("Second");
    await page.waitForSelector("#tickets li:first-child:has-text('Second')");
    expect(await page.locator("#tickets-count").textContent()).toBe("2");
    expect(await page.locator("#news").textContent()).toContain("new entr");
    expect(await page.evaluate("document.activeElement?.closest('#contacts') !== null")).toBe(true);
    await page.close();
  });

  test("every link can be reached and followed by keyboard", async () => {
    const { page } = await open("/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/agent/users/1002");
    await page.close();
  });
});
