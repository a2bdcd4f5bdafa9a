import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { listJournal } from "../src/cli/demo/helpdesk/state.ts";
import { DEMO_CONNECTION, DEMO_INTEGRATION } from "../src/cli/demo/stage.ts";
import { openYeastarDouble } from "../src/pbx/index.ts";
import { findAxeFaults, openBrowser } from "./support/browser.ts";
import { type Console, openConsole } from "./support/console.ts";
import { type AgentBrowser, createDeskRig, type DeskRig, type Screen } from "./support/desk.ts";

const KNOWN = "0815550101";
const SCRIPT = '<img src=x onerror="document.title=1"><b>x</b>';

let shown: Console;
let rig: DeskRig;
let browser: Browser;
const agents: AgentBrowser[] = [];

beforeAll(async () => {
  shown = await openConsole();
  rig = createDeskRig(shown);
  browser = await openBrowser();
  const settings = {
    matching: { severalContacts: "last-picked" },
    contactCreation: { method: "manual", namePattern: " " },
  };
  const body = { connection: DEMO_CONNECTION, template: "zendesk", settings };
  const { status } = await rig.ask("PUT", `/api/v1/integrations/${DEMO_INTEGRATION}`, body);
  expect(status).toBe(200);
}, 120_000);
afterEach(async () => {
  for (const { context } of agents.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await shown?.close();
});

/** An agent's desk whose pages open by click alone. */
async function openDesk(screen?: Screen): Promise<{ page: Page; extension: string; one: AgentBrowser }> {
  const extension = await rig.extension("manual");
  const one = await rig.agent(browser, [extension], screen);
  agents.push(one);
  return { page: await one.desk(), extension, one };
}

function addContact(name: string, phone: string): void {
  const { state } = shown.stage.helpdesk;
  const identities = [{ id: state.nextId(), type: "phone_number" as const, value: phone, primary: true }];
  const rest = { email: null, role: "end-user" as const, external_id: null, created_at: new Date().toISOString() };
  state.users.push({ ...rest, id: state.nextId(), name, phone, identities });
}

describe("an agent", () => {
  it("chooses who of several it is, and is not asked again", async () => {
    addContact("Malee at home", "+66 81 555 0201");
    addContact("Malee at work", "+66 81 555 0201");
    const { page, extension } = await openDesk();
    const call = rig.call("+66815550201");
    await call.ring(extension);
    const card = page.getByRole("article");
    await card.getByText("Several contacts have this number.").waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await card.getByRole("button", { name: "Malee at work" }).click();
    await card.getByRole("heading", { name: "Malee at work" }).waitFor();
    await call.end("no-answer");
    await rig.call("+66815550201").ring(extension);
    await card.getByRole("heading", { name: "Malee at work" }).waitFor();
    expect(await card.getByText("Several contacts").count()).toBe(0);
  });

  it("searches the helpdesk for an unknown caller", async () => {
    const { page, extension } = await openDesk();
    await rig.call("+66815550301").ring(extension);
    const card = page.getByRole("article");
    await card.getByText("Unknown to the helpdesk.").waitFor();
    await card.getByRole("searchbox").fill("Prasert");
    await page.keyboard.press("Enter");
    const link = card.getByRole("link", { name: "Prasert Boonmee" });
    await link.waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    await card.getByRole("searchbox").fill("nobody of that name");
    await page.keyboard.press("Enter");
    await card.getByText("Nobody was found.").waitFor();
  });

  it("takes one that was found for the caller", async () => {
    const { page, extension } = await openDesk();
    await rig.call("+66815550303").ring(extension);
    const card = page.getByRole("article");
    await card.getByRole("searchbox").fill("Prasert");
    await page.keyboard.press("Enter");
    await card.getByRole("button", { name: "This is who calls" }).click();
    await card.getByRole("heading", { name: "Prasert Boonmee" }).waitFor();
  });

  it("creates an unknown caller with what they say of themselves", async () => {
    const { page, extension } = await openDesk();
    await rig.call("+66815550302", "from the network").ring(extension);
    const card = page.getByRole("article");
    await card.getByRole("button", { name: "Create a contact" }).click();
    const name = card.getByLabel("Name", { exact: true });
    expect(await name.inputValue()).toBe("from the network");
    // A contact without a name is refused; the agent mends that without anybody's help.
    await name.fill("");
    await page.keyboard.press("Enter");
    await card.getByRole("alert").filter({ hasText: "was not created" }).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await card.getByRole("button", { name: "Try again" }).click();
    await name.fill("Nok Sukjai");
    expect(await card.getByLabel("Number").inputValue()).toBe("+66815550302");
    await page.keyboard.press("Enter");
    await card.getByRole("heading", { name: "Nok Sukjai" }).waitFor();
    await card.getByRole("link", { name: "Open contact page" }).waitFor();
    const made = shown.stage.helpdesk.state.users.filter((one) => one.name === "Nok Sukjai");
    expect(made.map(({ phone }) => phone)).toEqual(["+66815550302"]);
  });

  it("writes a note and tags that reach the journal, and sees that they are saved", async () => {
    const { page, extension } = await openDesk();
    const call = rig.call(KNOWN);
    await call.begin();
    await call.ring(extension);
    await call.answer(extension);
    const card = page.getByRole("article");
    await card.getByLabel("Note for ticket and journal").fill("Wants the green tea by Friday");
    await card.getByLabel("Add a tag").fill("order, urgent");
    await page.keyboard.press("Enter");
    await card.getByText("Saved.", { exact: true }).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await call.end();
    const entries = () => listJournal(shown.stage.helpdesk.state).map(({ comment }) => comment.body);
    await vi.waitFor(() => expect(entries().join()).toContain("Wants the green tea by Friday"), 5000);
    expect(entries().join()).toContain("order, urgent");
    await card.getByText("Has called").waitFor();
    expect(await card.getByLabel("Note for ticket and journal").inputValue()).toContain("green tea");
    await page.reload();
    await card.getByRole("button", { name: "Remove tag urgent" }).waitFor();
    await card.getByRole("button", { name: "Done" }).click();
    await card.waitFor({ state: "detached" });
  });

  it("keeps what is typed while the server does not answer, and saves it afterwards", async () => {
    const { page, extension, one } = await openDesk();
    await rig.call(KNOWN).ring(extension);
    const card = page.getByRole("article");
    await card.getByLabel("Note for ticket and journal").waitFor();
    await one.context.route("**/note", (route) => route.abort());
    await card.getByLabel("Note for ticket and journal").fill("Not lost");
    await card.getByText("Not saved yet, trying again").waitFor();
    await one.context.unroute("**/note");
    await card.getByText("Saved.", { exact: true }).waitFor();
  });

  it("finds the missed calls, and calls back by their own means where the PBX cannot dial", async () => {
    const { page, extension } = await openDesk();
    const call = rig.call("+66815550303");
    await call.ring(extension);
    await call.end("no-answer");
    await page.getByRole("button", { name: "Missed (1)" }).click();
    const back = page.getByRole("link", { name: "Call +66815550303" });
    expect(await back.getAttribute("href")).toBe("tel:+66815550303");
  });

  it("calls back over a PBX, sees the call that comes of it, and is told when the PBX refuses", async () => {
    const pbx = await openYeastarDouble({ speed: 300 });
    const { baseUrl, clientId, clientSecret } = pbx;
    const body = { kind: "yeastar", zone: "Asia/Bangkok", settings: { baseUrl, clientId, clientSecret } };
    expect((await rig.ask("PUT", "/api/v1/connections/head-office", body)).status).toBe(200);
    await expect
      .poll(async () => (await rig.ask("GET", "/api/v1/connections/head-office/health")).body)
      .toMatchObject({
        state: "connected",
      });
    // The PBX knows the first of them alone.
    const one = await rig.agent(browser, ["1001", "1099"], { connection: "head-office" });
    agents.push(one);
    const page = await one.desk();
    await pbx.place("missed", { number: "+66815550306", extension: "1001" });
    await page.getByRole("button", { name: "Call +66815550306" }).click();
    await page.getByText("Your phone rings.").waitFor();
    const card = page.getByRole("article").filter({ hasText: "+66815550306" });
    await card.getByText("Was called").waitFor();
    expect(pbx.state.rows).toContainEqual(expect.objectContaining({ call_from: expect.stringContaining("1001") }));
    await pbx.place("missed", { number: "+66815550307", extension: "1099" });
    await page.getByRole("button", { name: "Call +66815550307" }).click();
    await page.getByRole("alert").filter({ hasText: "the PBX answered" }).waitFor();
    await page.getByRole("link", { name: "Call +66815550307" }).waitFor();
    await pbx.close();
  });

  it("chooses one of several extensions", async () => {
    const own = [await rig.extension("manual"), await rig.extension("manual")] as const;
    const one = await rig.agent(browser, own);
    agents.push(one);
    const page = await one.desk();
    await page.getByLabel("My extension").selectOption({ label: `${own[1]} · Desk ${own[1]}` });
    await page.locator("[data-state=live]").waitFor();
    await rig.call(KNOWN).ring(own[0]);
    await rig.call("+6625550177").ring(own[1]);
    await page.getByRole("heading", { name: "Reception, Riverside Hotel" }).waitFor();
    expect(await page.getByRole("article").count()).toBe(1);
  });

  it("sees names as they are written, whatever they are made of", async () => {
    addContact(SCRIPT, "+66 81 555 0304");
    const { page, extension } = await openDesk();
    await rig.call("+66815550304", SCRIPT).ring(extension);
    await rig.call("+66815550305", SCRIPT).ring(extension);
    await page.getByRole("article").nth(1).waitFor();
    await vi.waitFor(async () => expect(await page.getByRole("heading", { name: SCRIPT }).count()).toBe(2), 5000);
    expect(await page.locator("main img, main b").count()).toBe(0);
    expect(await page.title()).toBe("Agent desk · Deskbell");
  });
});

const SCREENS = (["en", "th"] as const).flatMap((language) =>
  (["light", "dark"] as const).map((colorScheme) => ({ language, colorScheme })),
);

it.each(SCREENS)(
  "has no fault that axe finds, and nothing sticks out at 320 pixels: $language, $colorScheme",
  async (look) => {
    const { page, extension } = await openDesk({ ...look, width: 320 });
    const missed = rig.call("+66815550399");
    await missed.ring(extension);
    await missed.end("no-answer");
    const talked = rig.call(KNOWN);
    await talked.ring(extension);
    await talked.answer(extension);
    await talked.end();
    await rig.call("+66815550398").ring(extension);
    await page.getByRole("article").nth(1).waitFor();
    await page.locator("form button[type=submit]").waitFor();
    await page.locator("main section:last-of-type li button").first().click();
    await page
      .getByRole("button", { name: /^(Create a contact|สร้างผู้ติดต่อ)$/ })
      .first()
      .click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    expect(await findAxeFaults(page)).toEqual([]);
  },
);
