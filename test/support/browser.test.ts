import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAxeFaults, openBrowser } from "./browser.ts";

describe("the browser of the tests", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
  }, 60_000);
  afterAll(() => browser?.close());

  const show = (body: string) =>
    page.setContent(`<!doctype html><html lang="th"><title>ทดสอบ</title><main><h1>${body}</h1></main></html>`);

  it("shows Thai text", async () => {
    await show("สวัสดีค่ะ คุณสมศรี");
    expect(await page.getByRole("heading", { name: "สวัสดีค่ะ คุณสมศรี" }).isVisible()).toBe(true);
  });

  it("finds nothing to say about an accessible page", async () => {
    await show("สวัสดี");
    expect(await findAxeFaults(page)).toEqual([]);
  });

  it("names the rule and the element of a fault", async () => {
    await show('สวัสดี <img src="data:,">');
    expect(await findAxeFaults(page)).toEqual([expect.stringMatching(/^image-alt: <img/)]);
  });
});
