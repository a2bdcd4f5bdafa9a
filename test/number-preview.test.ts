import { afterAll, beforeAll, expect, it } from "vitest";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let helpdesk: RequestTracker;
let running: RunningServer;
beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});
const preview = async (body: object) => running.ask("POST", "/api/v1/integrations/rt/number-preview", body);

it("shows how a number is read, spelled and compared with the settings of the integration", async () => {
  const stored = ["+66 81 234 5678", "02 345 6789", "1234567", "1245678"];
  expect((await preview({ number: "081-234-5678", stored })).body).toEqual({
    withheld: false,
    canonical: "+66812345678",
    spellings: ["66812345678", "0812345678", "081-234-5678"],
    stored: stored.map((number, at) => ({ number, agreement: at === 0 ? "exact" : "none" })),
  });
});

it("tries others without keeping them", async () => {
  const numbers = { region: "DE", spellings: ["e164"], lastDigits: 6 };
  expect((await preview({ number: "030 1234567", numbers })).body).toMatchObject({ spellings: ["+49301234567"] });
  expect((await preview({ number: "030 1234567" })).body).not.toMatchObject({ spellings: ["+49301234567"] });
});

it("says that a withheld number is nobody's, and refuses what is no setting", async () => {
  expect((await preview({ number: "anonymous" })).body).toEqual({
    withheld: true,
    canonical: "",
    spellings: [],
    stored: [],
  });
  expect((await preview({ number: "1", numbers: { region: "Thailand" } })).status).toBe(400);
  expect((await running.ask("POST", "/api/v1/integrations/none/number-preview", { number: "1" })).status).toBe(404);
});
