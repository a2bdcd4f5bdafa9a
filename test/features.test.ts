import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "../src/domain/index.ts";
import { createSimulator, SCRIPTS, type Script } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { collectChanges } from "./support/collect-changes.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const KNOWN = "+66812345678";
const UNKNOWN = "+66877776666";

let helpdesk: RequestTracker;
let running: RunningServer;
let changes: Change[] = [];

beforeEach(async () => {
  helpdesk = await openRequestTracker();
  changes = [];
});
afterEach(async () => {
  await running.close();
  await helpdesk.close();
});

/** Starts with the usual set-up and these settings in place of its own. */
async function start(settings: object): Promise<void> {
  const [before] = RT_CONFIG.split("    settings:\n") as [string];
  running = await openServer(`${before}    settings: ${JSON.stringify(settings)}\n`, {
    environment: rtEnvironment(helpdesk.address),
  });
  collectChanges(running.server.store, changes);
}

async function place(script: Script, speed = Number.POSITIVE_INFINITY): Promise<string> {
  const post = (events: Parameters<typeof running.server.engine.acceptEvents>[1]) =>
    running.server.engine.acceptEvents("office", events);
  const id = await createSimulator({ env: realEnv, speed, post }).place(script);
  await running.server.engine.idle();
  return id;
}

const skips = () => changes.flatMap((one) => (one.kind === "skip" ? [`${one.skip.feature} ${one.skip.code}`] : []));
const popups = () =>
  changes.flatMap((one) =>
    one.kind === "popup" ? [`${one.popup.extension} ${one.popup.trigger} ${one.popup.state}`] : [],
  );

describe("a ticket before the call", () => {
  it("is made at ringing and completed at the end, with the same number", async () => {
    await start({ autoTicket: { when: "before" }, parameters: { CreateNewTicket: { StatusAfterCall: "resolved" } } });
    await place(SCRIPTS.answered({ number: KNOWN, extension: "1001", ringSeconds: 40, talkSeconds: 12 }), 100);
    expect(helpdesk.state.tickets).toHaveLength(1);
    expect(helpdesk.state.tickets[0]).toMatchObject({
      Subject: expect.stringContaining("Answered"),
      Status: "resolved",
    });
    expect(helpdesk.state.tickets[0]?.texts[0]).toContain("Ringing");
    expect(helpdesk.state.tickets[0]?.texts).toHaveLength(2);
  });
});

describe("features that are switched off or not wanted", () => {
  it("do nothing and say why", async () => {
    await start({
      contactCreation: { method: "off" },
      popup: { enabled: false },
      callJournal: { enabled: false },
      autoTicket: { when: "off" },
    });
    await place(SCRIPTS.answered({ number: UNKNOWN, extension: "1001" }));
    expect(helpdesk.state.tickets).toEqual([]);
    expect(helpdesk.state.users.some(({ WorkPhone }) => WorkPhone === UNKNOWN)).toBe(false);
    expect(popups()).toEqual([]);
    expect(skips().sort()).toEqual([
      "auto-ticket switched-off",
      "call-journal switched-off",
      "contact-creation switched-off",
      "popup switched-off",
    ]);
  });

  it("leave unknown callers alone where only contacts are wanted", async () => {
    await start({ contactCreation: { method: "off" } });
    await place(SCRIPTS.missed({ number: UNKNOWN, extension: "1001" }));
    expect(helpdesk.state.tickets).toEqual([]);
    expect(skips()).toEqual(expect.arrayContaining(["auto-ticket contact-unknown", "call-journal contact-unknown"]));
  });
});

describe("pop-ups", () => {
  it("open at the answer for whoever answers, where that is wanted", async () => {
    await start({ popup: { trigger: "answered" } });
    await place(SCRIPTS.queue({ number: KNOWN, extension: "1002", others: ["1001"] }));
    expect(popups()).toEqual(["1002 answered shown"]);
  });

  it("open at the end for whoever talked last, where that is wanted", async () => {
    await start({ popup: { trigger: "ended" } });
    await place(SCRIPTS.transfer({ number: KNOWN, extension: "1001", toExtension: "1002" }));
    expect(popups()).toEqual(["1002 ended shown"]);
  });

  it("are taken back from those who did not get the call", async () => {
    await start({});
    // Known from a call before, so that the pop-ups are there before somebody answers.
    await place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
    changes.length = 0;
    await place(SCRIPTS["ring-group"]({ number: KNOWN, extension: "1002", others: ["1001"] }));
    expect(popups().filter((one) => one.endsWith("withdrawn"))).toEqual(["1001 ringing withdrawn"]);
  });

  it("show the number when the look-up takes too long, and the contact once it is there", async () => {
    await start({});
    helpdesk.answerNext({ status: 503, headers: {}, body: "{}" });
    const events = running.server.engine;
    await events.acceptEvents("office", [
      {
        key: "e1",
        pbxCallId: "c1",
        kind: "ringing",
        occurredAt: Date.now(),
        from: KNOWN,
        extension: "1001" as never,
        direction: "inbound",
      },
    ]);
    const shown = () => changes.flatMap((one) => (one.kind === "popup" ? [one.popup.url !== ""] : []));
    await expect.poll(shown, { timeout: 8000 }).toEqual([false]);
    await expect.poll(shown, { timeout: 12_000 }).toEqual([false, true]);
  }, 25_000);
});

describe("a call that came to nothing for the helpdesk", () => {
  it("is not looked up when it is internal or its number is withheld", async () => {
    await start({});
    const before = helpdesk.requests.length;
    await place(SCRIPTS.internal({ extension: "1001", toExtension: "1002" }));
    await place(SCRIPTS.missed({ number: "anonymous", extension: "1001" }));
    expect(helpdesk.requests).toHaveLength(before);
    expect(skips()).toEqual(expect.arrayContaining(["contact-sync internal-call", "contact-sync number-withheld"]));
  });
});

describe("the phonebook", () => {
  it("spares the helpdesk a second question, unless it is always to be asked", async () => {
    await start({});
    await place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
    const searches = () => helpdesk.requests.filter(({ url }) => url.startsWith("/REST/2.0/users")).length;
    const first = searches();
    expect(first).toBeGreaterThan(0);
    await place(SCRIPTS.missed({ number: "081-234-5678", extension: "1001" }));
    expect(searches()).toBe(first);
  });

  it("is passed over where the helpdesk is always to be asked", async () => {
    await start({ contactSync: { alwaysQuery: true } });
    for (let time = 1; time <= 2; time++) await place(SCRIPTS.missed({ number: KNOWN, extension: "1001" }));
    const searches = helpdesk.requests.filter(({ url }) => url.startsWith("/REST/2.0/users"));
    expect(searches.length % 2).toBe(0);
    expect(searches.length).toBeGreaterThan(1);
  });
});

describe("the recording's link", () => {
  it("goes into the journal, and stays out where that is not wanted", async () => {
    const recordingUrl = "https://pbx.example/recordings/1.wav";
    await start({});
    await place(SCRIPTS.answered({ number: KNOWN, extension: "1001", recordingUrl }));
    expect(helpdesk.state.tickets[0]?.texts[1]).toContain(recordingUrl);
  });

  it("stays out of the journal where that is not wanted", async () => {
    await start({ callJournal: { recordingLink: false } });
    await place(SCRIPTS.answered({ number: KNOWN, extension: "1001", recordingUrl: "https://pbx.example/1.wav" }));
    expect(helpdesk.state.tickets[0]?.texts[1]).not.toContain("https://pbx.example");
  });
});
