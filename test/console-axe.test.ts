import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CONNECTION, DEMO_INTEGRATION } from "../src/cli/demo/stage.ts";
import { SCRIPTS } from "../src/pbx/index.ts";
import { ROUTES } from "../web/console/routes.ts";
import { findAxeFaults } from "./support/browser.ts";
import { type Console, openConsole, type Visit } from "./support/console.ts";

/** A page in one of the states that have parts of their own. */
interface State {
  readonly at: string | (() => string);
  /** Brings it there; else it is ready when its heading is there and nothing is busy. Knows no language. */
  readonly show?: (page: Page) => Promise<unknown>;
}

/** On a wide screen in English and light, on a phone in Thai and dark. */
const LOOKS = [
  { language: "en", colorScheme: "light", width: 1280 },
  { language: "th", colorScheme: "dark", width: 390 },
] as const;

const NUMBER = "0815550101";
const found = { call: "", delivery: "", person: "", book: "", cookie: "", invitation: "", reset: "" };

let shown: Console;

const first = (selector: string) => (page: Page) => page.locator(`main ${selector}`).first().waitFor();
/** Opens a dialogue, and waits until it has come in. */
const opens = (selector: string) => async (page: Page) => {
  await page.locator(`main ${selector}`).first().click();
  await page.getByRole("dialog").locator("h2").waitFor();
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
};
const inTurn =
  (...steps: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };
const unfolds = async (page: Page) => {
  const folds = page.locator("main details:not([open]) > summary");
  await folds.first().waitFor();
  while ((await folds.count()) > 0) await folds.first().click();
};
const looksUp = inTurn(
  (page) => page.locator("main input").first().fill(NUMBER),
  (page) => page.keyboard.press("Enter"),
  first("dl dd"),
);
const INTEGRATION = `/integrations/${DEMO_INTEGRATION}`;
const BROKEN = "/templates/-/studio?key=zendesk";

/** Every page of the console, with what it can look like. */
const PAGES: Readonly<Record<string, readonly State[]>> = {
  "/": [{ at: "/", show: first("section h2") }],
  "/calls": [{ at: "/calls", show: first("tbody tr") }],
  "/calls/$id": [
    { at: () => `/calls/${found.call}`, show: inTurn(first("audio"), unfolds) },
    { at: "/calls/none", show: first("[role=alert]") },
  ],
  "/deliveries": [{ at: "/deliveries?tab=all", show: first("td a") }, { at: "/deliveries?tab=dead" }],
  "/deliveries/$id": [{ at: () => `/deliveries/${found.delivery}`, show: unfolds }],
  "/audit": [{ at: "/audit" }, { at: "/audit", show: opens("table button") }],
  "/account": [{ at: "/account" }],
  "/people": [
    { at: "/people", show: first("td a") },
    { at: "/people", show: opens("header button") },
  ],
  "/people/$id": [{ at: () => `/people/${found.person}`, show: first("dl dd") }],
  "/phonebooks": [
    { at: "/phonebooks", show: first("td a") },
    { at: "/phonebooks", show: opens("header button") },
  ],
  "/phonebooks/$id": [
    { at: () => `/phonebooks/${found.book}`, show: first("tbody td") },
    { at: () => `/phonebooks/${found.book}`, show: inTurn(first("tbody td"), opens("tbody button")) },
  ],
  "/privacy": [
    { at: "/privacy", show: looksUp },
    { at: "/privacy", show: inTurn(looksUp, opens("section header button:last-of-type")) },
    { at: "/privacy", show: opens("section header button") },
  ],
  "/settings": [
    { at: "/settings", show: first("section h2") },
    { at: "/settings", show: opens("section header button") },
  ],
  "/telephones": [{ at: "/telephones", show: first("tbody a") }],
  "/telephones/$id": [{ at: `/telephones/${DEMO_CONNECTION}`, show: inTurn(first("dl dd"), unfolds) }],
  "/connect-telephones": [
    { at: "/connect-telephones", show: first("button") },
    {
      at: "/connect-telephones",
      show: inTurn((page) => page.getByRole("button", { name: /FreePBX/ }).click(), first("form")),
    },
  ],
  "/extensions": [
    { at: "/extensions", show: first("tbody td") },
    { at: "/extensions", show: opens("tbody button") },
  ],
  "/help/$folder/$page": [{ at: "/help/connect/twilio", show: first("article table") }],
  "/integrations": [{ at: "/integrations", show: first("td a") }],
  "/integrations/$id": [
    { at: INTEGRATION, show: first("dl dd") },
    { at: `${INTEGRATION}?tab=connection`, show: first("form input") },
    { at: `${INTEGRATION}?tab=users`, show: first("td input") },
    { at: `${INTEGRATION}?tab=phonebook`, show: first("td a") },
    { at: `${INTEGRATION}?tab=features`, show: first("details pre") },
    { at: `${INTEGRATION}?tab=rehearse`, show: first("input") },
  ],
  "/integrations/$id/set-up": [{ at: `${INTEGRATION}/set-up?step=rehearse`, show: first("ol") }],
  "/connect-helpdesk": [
    { at: "/connect-helpdesk", show: first("fieldset button") },
    { at: `/connect-helpdesk?template=zendesk&connection=${DEMO_CONNECTION}`, show: first("form input") },
  ],
  "/templates": [{ at: "/templates", show: first("article, li h2") }],
  "/templates/$key": [{ at: "/templates/zendesk", show: first("tbody tr") }],
  "/templates/-/new": [{ at: "/templates/-/new", show: first("h3") }],
  "/templates/-/studio": [
    { at: BROKEN, show: (page) => page.locator("[data-editor] .cm-line").first().waitFor() },
    {
      at: BROKEN,
      show: async (page) => {
        await page.locator("[data-editor] .cm-content").click();
        await page.keyboard.press("Control+End");
        await page.keyboard.type("<Broken ");
        await page.locator("[data-editor] .cm-lint-marker-error").first().waitFor();
      },
    },
  ],
};

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${shown.address}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${shown.stage.server.adminToken?.reveal() ?? ""}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

beforeAll(async () => {
  shown = await openConsole();
  await shown.play(
    SCRIPTS.answered({ number: NUMBER, extension: "1001", recordingUrl: "https://pbx.example/1.wav" }),
    SCRIPTS.missed({ number: "+66898765432", extension: "1002" }),
  );
  const { calls } = await ask<{ calls: { id: string; disposition: string }[] }>("GET", "/calls");
  found.call = calls.find(({ disposition }) => disposition === "answered")?.id ?? "";
  await fetch(`${shown.address}/api/v1/connections/${DEMO_CONNECTION}/events`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${shown.stage.server.adminToken?.reveal() ?? ""}`,
      "content-type": "application/json",
    },
    body: '{"kind":"rings"}',
  });
  await ask("PUT", `/calls/${found.call}/note`, { text: "Wants the green tea", tags: ["order"] });
  const { deliveries } = await ask<{ deliveries: { id: string; feature: string }[] }>("GET", "/deliveries");
  found.delivery = deliveries.find(({ feature }) => feature === "auto-ticket")?.id ?? "";
  const invite = async (login: string) => {
    const extensions = [{ connectionId: DEMO_CONNECTION, number: "1001" }];
    const body = { login, name: login, roles: ["supervisor"], extensions };
    return ask<{ person: { id: string }; link: { url: string } }>("POST", "/people", body);
  };
  const anong = await invite("anong");
  found.person = anong.person.id;
  found.cookie = await setPassword(anong.link.url);
  found.invitation = (await invite("ben")).link.url;
  const chai = await invite("chai");
  await setPassword(chai.link.url);
  found.reset = (await ask<{ url: string }>("POST", `/people/${chai.person.id}/link`)).url;
  found.book = (await ask<{ id: string }>("POST", "/phonebooks", { name: "Suppliers" })).id;
  const numbers = [{ kind: "BusinessNumber", number: "+6625550199" }];
  await ask("POST", `/phonebooks/${found.book}/contacts`, { name: "Siam Paper", numbers });
}, 120_000);
afterAll(() => shown?.close());

/** Uses the link; gives the cookie of the session that it begins. */
async function setPassword(url: string): Promise<string> {
  const answer = await fetch(`${shown.address}/api/v1/set-up`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-deskbell": "1" },
    body: JSON.stringify({ link: new URL(url).hash.slice(1), password: "a long enough phrase 7" }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** What axe finds in each of the states, what the content policy kept out, and whether it sticks out of the screen. */
async function look({ page, errors }: Visit, states: readonly State[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { at, show } of states) {
    const path = typeof at === "string" ? at : at();
    await page.goto(new URL(path, shown.address).href);
    await page.waitForFunction(
      () => document.querySelector("main h1") && !document.querySelector("main [aria-busy=true]"),
    );
    await show?.(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const all = [...(await findAxeFaults(page)), ...errors, ...(wide ? ["it is wider than the screen"] : [])];
    faults.push(...all.map((fault) => `${path}: ${fault}`));
  }
  return faults;
}

describe.each(LOOKS)("in $language and $colorScheme, $width pixels wide", (how) => {
  it("no page has a fault that axe finds, and each page is among those", async () => {
    expect(Object.keys(PAGES).toSorted()).toEqual(ROUTES.map(({ path }) => path).toSorted());
    const visit = await shown.visit("/account", how);
    visit.page.setDefaultTimeout(8000);
    expect(await look(visit, Object.values(PAGES).flat())).toEqual([]);
    await visit.close();
  }, 240_000);

  it("neither have the ways in, nor what is one's own", async () => {
    const visit = await shown.visit("/", { ...how, signedIn: false });
    const setUp = shown.stage.server.setUpLink?.url.reveal() ?? "";
    const states = [
      { at: "/", show: first("input[type=password]") },
      { at: "/", show: (page: Page) => page.locator("main button").last().click() },
      { at: setUp, show: first("input[type=password]") },
      { at: found.invitation, show: first("input[type=password]") },
      { at: found.reset, show: first("input[type=password]") },
      { at: "/set-up#worthless", show: first("[role=alert]") },
    ];
    expect(await look(visit, states)).toEqual([]);
    const [name = "", value = ""] = found.cookie.split("=");
    await visit.page.context().addCookies([{ name, value, url: shown.address }]);
    expect(await look(visit, [{ at: "/account", show: first("form input") }])).toEqual([]);
    await visit.close();
  }, 120_000);
});
