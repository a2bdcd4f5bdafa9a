import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CONNECTION } from "../src/cli/demo/stage.ts";
import { SCRIPTS } from "../src/pbx/index.ts";
import { type Console, openConsole } from "./support/console.ts";

let shown: Console;

beforeAll(async () => {
  shown = await openConsole();
  await shown.play(SCRIPTS.answered({ number: "0815550101", extension: "1001" }));
}, 120_000);
afterAll(() => shown?.close());

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${shown.address}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${shown.stage.server.adminToken?.reveal() ?? ""}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

describe("the phonebooks", () => {
  it("say who keeps each, and are read-only where an integration has them", async () => {
    const { page, errors, close } = await shown.visit("/phonebooks");
    await page.getByText("Locked: demo-desk").waitFor();
    await page.getByRole("table").getByRole("link").click();
    await page.getByText("Read-only").waitFor();
    await page.getByLabel("Name, company, e-mail or number in any spelling").fill("081-555 0101");
    await page.getByRole("cell", { name: /กมลชนก/ }).waitFor();
    await page.getByText("Helpdesk, by demo-desk").waitFor();
    expect(await page.getByRole("button", { name: "Add a contact" }).count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it("are made, filled by hand with text that stays text, renamed, emptied and deleted", async () => {
    const { page, errors, close } = await shown.visit("/phonebooks");
    await page.getByRole("button", { name: "New phonebook" }).click();
    await page.getByLabel("Name").fill("Suppliers");
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("heading", { name: "Suppliers", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Add a contact" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Name").fill('<img src=x onerror="document.title=1">');
    await form.getByLabel("Company").fill("Siam Paper");
    await form.getByLabel("Number", { exact: true }).fill("02 555 0199");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: /<img src=x/ }).waitFor();
    await form.waitFor({ state: "hidden" });
    await page.getByText("Siam Paper").waitFor();
    await page.getByLabel("Name, company, e-mail or number in any spelling").fill("+6625550199");
    await page.getByText("Written by hand").waitFor();
    await page.getByRole("button", { name: "Rename" }).click();
    await form.getByLabel("Name").fill("Our suppliers");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Our suppliers", level: 1 }).waitFor();
    await form.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Empty it" }).click();
    await form.getByRole("button", { name: "Empty it" }).click();
    await page.getByText("0 contacts").waitFor();
    await form.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Delete" }).click();
    await form.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "Phonebooks", level: 1 }).waitFor();
    await page.getByText("Locked: demo-desk").waitFor();
    expect(await page.getByText("Our suppliers").count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });
});

describe("the people", () => {
  it("are invited by a link that is shown once, and disabled", async () => {
    const { page, errors, close } = await shown.visit("/people");
    await page.getByRole("button", { name: "Invite a person" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Name").fill("Malee <i>");
    await form.getByLabel("Log-in or e-mail").fill("malee@demo.example");
    await form.getByRole("checkbox", { name: "Supervisor" }).check();
    await form.getByRole("button", { name: "Add an extension" }).click();
    await form.getByLabel("Extension", { exact: true }).fill("1002");
    await form.getByRole("button", { name: "Make the link" }).click();
    await page.getByText(`${shown.address}/set-up#`).waitFor();
    // As in a page without HTTPS, where browsers have no clipboard for scripts.
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const { people } = (await (await ask("GET", "/people")).json()) as { readonly people: readonly object[] };
    expect(people).toMatchObject([
      { login: "malee@demo.example", roles: ["supervisor", "agent"], extensions: [{ number: "1002" }] },
    ]);
    await page.reload();
    await page.getByRole("link", { name: /Malee <i>/ }).click();
    expect(await page.getByText("/set-up#").count()).toBe(0);
    await page.getByRole("button", { name: "Disable" }).click();
    await form.getByRole("button", { name: "Disable" }).click();
    await page.getByText("Disabled", { exact: true }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("change their password and pop-ups themselves, and see where they are signed in", async () => {
    const invited = await ask("POST", "/people", {
      login: "boon",
      name: "Boon",
      roles: ["agent"],
      extensions: [{ connectionId: DEMO_CONNECTION, number: "1003" }],
    });
    const { link } = (await invited.json()) as { readonly link: { readonly url: string } };
    const { page, errors, close } = await shown.visit(link.url.slice(shown.address.length), { signedIn: false });
    await page.getByLabel("New password", { exact: true }).fill("a long enough phrase 7");
    await page.keyboard.press("Enter");
    // Agents work at the desk; what is not for them says so.
    await page.getByRole("heading", { name: "Agent desk", level: 1 }).waitFor();
    expect(await page.getByRole("link", { name: "My account" }).getAttribute("href")).toBe("/account");
    await page.goto(`${shown.address}/settings`);
    await page.getByText("You are Agent.").waitFor();
    expect(await page.getByRole("button", { name: "New token" }).count()).toBe(0);
    await page.getByRole("button", { name: "account menu" }).click();
    await page.getByRole("menuitem", { name: "My account" }).click();
    const opens = page.getByRole("switch", { name: "Open pages by themselves" });
    // It moves when the server has kept it.
    await opens.click({ force: true });
    await expect.poll(() => opens.isChecked()).toBe(false);
    await page.getByLabel("Current password").fill("a long enough phrase 7");
    await page.getByLabel("New password", { exact: true }).fill("quite another phrase 8");
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("Changed.").waitFor();
    await page.getByText("This one").waitFor();
    await page.reload();
    await page.getByRole("switch", { name: "Open pages by themselves" }).waitFor({ state: "attached" });
    expect(await page.getByRole("switch", { name: "Open pages by themselves" }).isChecked()).toBe(false);
    expect(errors).toEqual([]);
    await close();
  });
});

describe("the settings", () => {
  it("make a token that is shown once and does what its scopes say, and revoke it", async () => {
    const { page, errors, close } = await shown.visit("/settings");
    await page.getByText(shown.address).first().waitFor();
    await page.getByRole("button", { name: "New token" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Name").fill("reports");
    await form.getByRole("checkbox", { name: "Read" }).check();
    await form.getByRole("button", { name: "Make the token" }).click();
    await page.getByText("The token of reports").waitFor();
    const token = (await page.getByRole("status").locator("code").first().textContent()) ?? "";
    const read = (path: string) =>
      fetch(`${shown.address}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([(await read("/deliveries")).status, (await read("/tokens")).status]).toEqual([200, 403]);
    await page.getByRole("row").filter({ hasText: "reports" }).getByRole("button", { name: "Revoke" }).click();
    await form.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("row").filter({ hasText: "reports" }).waitFor({ state: "detached" });
    expect((await read("/deliveries")).status).toBe(401);
    expect(errors).toEqual([]);
    await close();
  });

  it("name whose pages may frame the desk, seal secrets anew, and give the configuration as a file", async () => {
    const { page, errors, close } = await shown.visit("/settings");
    await page.getByRole("combobox", { name: "Origins" }).fill("https://example.zendesk.com/agent");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "write an origin" }).waitFor();
    await page.getByRole("combobox", { name: "Origins" }).press("Backspace");
    await page.getByRole("combobox", { name: "Origins" }).fill("https://example.zendesk.com");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "New key" }).click();
    await page.getByRole("status").filter({ hasText: "sealed with the new key" }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download deskbell.yaml" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("deskbell.yaml");
    expect(errors).toEqual([]);
    await close();
  });
});

describe("the audit log", () => {
  it("tells what was changed from what to what, is filtered, and says that it is whole", async () => {
    await ask("PUT", "/settings/pages", { frameAncestors: ["https://one.example.com"] });
    await ask("PUT", "/settings/pages", { frameAncestors: ["https://two.example.com"] });
    const { page, errors, close } = await shown.visit("/audit?action=putPageSettings");
    await page
      .getByRole("button", { name: /Frames of the desk set/ })
      .first()
      .click();
    await page.locator("tr[data-kind=removed]").filter({ hasText: "https://one.example.com" }).waitFor();
    await page.locator("tr[data-kind=added]").filter({ hasText: "https://two.example.com" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Check the whole log" }).click();
    await page.getByRole("status").filter({ hasText: "The log is whole" }).waitFor();
    await page.getByLabel("From").fill("2020-01-01");
    await page.getByLabel("To", { exact: true }).fill("2020-01-02");
    await page.getByText("No entry fits").waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("says where it is broken", async () => {
    const { page, close } = await shown.visit("/audit");
    await page.route("**/api/v1/audit/verify", (route) =>
      route.fulfill({ json: { ok: false, head: { seq: 9, hash: "x" }, fault: { seq: 4, reason: "it is missing" } } }),
    );
    await page.getByRole("button", { name: "Check the whole log" }).click();
    await page.getByRole("alert").filter({ hasText: "The log is broken at entry 4" }).waitFor();
    await close();
  });
});

describe("privacy", () => {
  it("finds a number in any spelling, hands it over, and erases it when it was typed once more", async () => {
    const { page, errors, close } = await shown.visit("/privacy");
    await page.getByLabel("Telephone number").fill("+66 81-555-0101");
    await page.getByRole("button", { name: "Look it up" }).click();
    await page.getByRole("heading", { name: "What is stored about" }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("66815550101.json");
    await page.getByRole("button", { name: "Erase" }).click();
    const form = page.getByRole("dialog");
    expect(await form.getByRole("button", { name: "Erase for good" }).isDisabled()).toBe(true);
    await form.getByRole("textbox").fill("66 815550101");
    await form.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("Calls removed: 1").waitFor();
    await page.getByRole("button", { name: "Look it up" }).click();
    await page.getByText("Nothing is stored about this number.").waitFor();
    await page.getByText("For ever").first().waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    await form.getByLabel("Recordings, in days").fill("90");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("definition").filter({ hasText: "90 days" }).waitFor();
    expect(await (await ask("GET", "/settings/retention")).json()).toEqual({
      retention: { recordingDays: 90 },
      named: [],
    });
    await page.route("**/api/v1/settings/retention", (route) =>
      route.fulfill({ json: { retention: { callDays: 30 }, named: ["callDays"] } }),
    );
    await page.reload();
    await page.getByText("by deskbell.yaml").waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    expect(await form.getByLabel("Calls, in days").isDisabled()).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });
});
