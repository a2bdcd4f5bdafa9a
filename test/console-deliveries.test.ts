import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR } from "../src/base/index.ts";
import { DEMO_INTEGRATION } from "../src/cli/demo/stage.ts";
import { toMatchKeys } from "../src/domain/index.ts";
import { SCRIPTS } from "../src/pbx/index.ts";
import { findIntegration, listDeliveries, saveContact, saveIntegration } from "../src/store/index.ts";
import { query } from "../src/store/operation.ts";
import { type Console, openConsole } from "./support/console.ts";

/** An id that the helpdesk does not have. */
const GONE = "999999";

let shown: Console;

/** Two calls of a rehearsal, which held back what it would have written, and one of a contact that the helpdesk does not have any more. */
beforeAll(async () => {
  shown = await openConsole();
  await rehearse(true);
  await shown.play(
    SCRIPTS.missed({ number: "0815550101", extension: "1001" }),
    SCRIPTS.missed({ number: "0815550101", extension: "1002" }),
  );
  await rehearse(false);
  const number = "+66899999999";
  const gone = {
    id: GONE,
    type: "contacts" as const,
    name: "Gone",
    email: "",
    customValue: "",
    url: "",
    outputs: {},
  };
  const contact = { ...gone, numbers: [{ kind: "BusinessNumber" as const, number }] };
  const { store } = shown.stage.server;
  await store.write(() => saveContact(DEMO_INTEGRATION, contact, toMatchKeys(contact.numbers, "TH"), Date.now()));
  await shown.play(SCRIPTS.missed({ number, extension: "1002" }));
}, 120_000);
afterAll(() => shown?.close());

async function rehearse(dryRun: boolean): Promise<void> {
  await shown.stage.server.store.write(function* () {
    const found = yield* findIntegration(DEMO_INTEGRATION);
    if (!found) throw new Error("the demo has no integration");
    const { settings } = found;
    const changed = { ...settings, helpdesk: { ...settings.helpdesk, dryRun } };
    yield* saveIntegration({ ...found, settings: changed }, 0);
  });
}

/** The helpdesk's id of somebody it knows. */
async function findContact(): Promise<string> {
  const token = shown.stage.server.adminToken?.reveal() ?? "";
  const answer = await fetch(`${shown.address}/api/v1/integrations/${DEMO_INTEGRATION}/contacts`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { contacts } = (await answer.json()) as { readonly contacts: readonly { readonly id: string }[] };
  return contacts.find(({ id }) => id !== GONE)?.id ?? "";
}

describe("the deliveries", () => {
  it("show one that was given up, what it would send with other values, and send that when it is replayed", async () => {
    const { page, errors, close } = await shown.visit("/deliveries");
    await page.getByRole("link", { name: /^Ticket.*\+66899999999/ }).click();
    await page.getByRole("heading", { name: "Ticket", level: 1 }).waitFor();
    await page.getByRole("link", { name: /Inbound.*\+66899999999/ }).waitFor();
    await page.getByRole("button", { name: "Show the preview" }).click();
    await page.getByText("There is no difference.").waitFor();
    await page.getByRole("switch", { name: "Empty values too" }).check({ force: true });
    await page.getByRole("textbox", { name: "ContactId", exact: true }).fill(await findContact());
    const preview = page.getByRole("region", { name: "What was sent last, and what would be sent now" });
    await preview.locator("tr[data-kind=added]").filter({ hasText: "requester_id" }).waitFor();
    await page.getByRole("button", { name: "Replay with these changes" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Replay with these changes" }).click();
    await page.getByRole("heading", { name: "attempt 2" }).waitFor();
    await page.getByText("Delivered", { exact: true }).waitFor();
    await page.getByText("Changed values").waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("are replayed and cancelled by the filter, with their count told first", async () => {
    const { page, errors, close } = await shown.visit("/deliveries?tab=held");
    await page.getByRole("combobox", { name: "Feature" }).click();
    await page.getByRole("option", { name: "Call journal" }).click();
    await page.getByRole("button", { name: "Cancel all that fit" }).click();
    await page.getByRole("dialog").getByText("2 deliveries are cancelled").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel all that fit" }).click();
    await page.getByText("2 deliveries were cancelled.").waitFor();
    await page.getByText("Nothing is held back").waitFor();
    await page.goto(`${shown.address}/deliveries?tab=held`);
    await page.getByRole("button", { name: "Replay all that fit" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Replay all that fit" }).click();
    await page.getByText("are due again.").or(page.getByText("is due again.")).waitFor();
    await page.getByRole("tab", { name: "Done" }).click();
    await page.getByRole("row").filter({ hasText: "Ticket" }).first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("stand on the home page while they need a person, with whatever else does", async () => {
    const { store } = shown.stage.server;
    const [done] = await store.read(() => listDeliveries({ state: "done", limit: 1 }));
    await store.write(() => query("UPDATE deliveries SET state = 'dead', in_doubt = 1 WHERE id = ?", done?.id ?? ""));
    const { page, errors, close } = await shown.visit("/");
    const home = page.getByRole("region", { name: /need a person|needs a person/ });
    await home.getByRole("link", { name: "Nobody knows whether one delivery was carried out." }).waitFor();
    await page.route("**/health", async (route) => {
      const answer = await route.fetch();
      const away = { state: "waiting", reason: "the PBX does not answer", heardAt: Date.now() - HOUR };
      const json = { ...(await answer.json()), ...away };
      await route.fulfill({ json });
    });
    await page.route("**/api/v1/integrations", async (route) => {
      const { integrations } = await (await route.fetch()).json();
      const needs = ["Connect again: the permission has ended", "Join anew: <b>somsak</b> is gone"];
      await route.fulfill({ json: { integrations: [{ ...integrations[0], needs }] } });
    });
    await page.reload();
    for (const text of ["the PBX does not answer", "Connect again: the perm", "Join anew: <b>somsak</b>"]) {
      await home.getByRole("listitem").filter({ hasText: text }).waitFor();
    }
    await home.getByRole("link", { name: "Nobody knows" }).click();
    await page.getByRole("tab", { name: "In doubt", selected: true }).waitFor();
    await page.goBack();
    await home.getByRole("link", { name: "Nobody knows" }).waitFor();
    // The live feed tells of it, long before the page asks by itself.
    const token = shown.stage.server.adminToken?.reveal() ?? "";
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`${shown.address}/api/v1/deliveries/${done?.id ?? ""}/cancel`, { method: "POST", headers });
    await home.getByRole("link", { name: "Nobody knows" }).waitFor({ state: "detached", timeout: 10_000 });
    expect(errors).toEqual([]);
    await close();
  });

  it("fit a phone", async () => {
    const { page, close } = await shown.visit("/deliveries?tab=all", { width: 390, language: "th" });
    await page.getByRole("table").getByRole("link").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await close();
  });

  it("have no fault that axe finds while a delivery is changed", async () => {
    const { page, close } = await shown.visit("/deliveries?tab=dead");
    const path = (await page.getByRole("table").getByRole("link").first().getAttribute("href")) ?? "";
    await close();
    expect(
      await shown.findFaults(path, async (page) => {
        await page.locator("main section button").first().click();
        await page.locator("main section input:not([role], [type=hidden])").first().waitFor();
      }),
    ).toEqual([]);
  }, 90_000);
});
