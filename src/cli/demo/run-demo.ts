import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Change } from "../../domain/index.ts";
import { openFeed } from "../../live/index.ts";
import { createSimulator } from "../../pbx/index.ts";
import type { Log } from "../../pipeline/index.ts";
import { realEnv } from "../../server/index.ts";
import { compareEffects, sumExpected, toPopupExtensions } from "./check.ts";
import { makeDemoPerson } from "./demo-person.ts";
import { DEMO_SEED, listJournal } from "./helpdesk/index.ts";
import { createNarrator } from "./narrator.ts";
import { DEMO_CALLS } from "./program.ts";
import { DEMO_CONNECTION, openStage, type Stage } from "./stage.ts";

export interface DemoOptions {
  /** Ends after the calls; otherwise serves until the signal. */
  readonly once: boolean;
  readonly port: number;
  /** How many times faster than real calls. */
  readonly speed: number;
  readonly print: (line: string) => void;
  /** Shows the console to the person, who is signed in by the address. */
  readonly openPage?: (url: string) => void;
  readonly signal: AbortSignal;
}

/** What the demo saw, for `--json`. */
export interface DemoResult {
  readonly ok: boolean;
  readonly calls: number;
  readonly popups: readonly string[];
  readonly contacts: number;
  readonly tickets: number;
  readonly journals: number;
  readonly differences: readonly string[];
}

const QUIET: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Plays the demo's calls from beginning to end and says whether everything that was to happen has happened. */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { print } = options;
  const folder = await mkdtemp(join(tmpdir(), "deskbell-demo-"));
  const failures: string[] = [];
  const log: Log = {
    ...QUIET,
    error: (message, facts) => void failures.push(`${message} ${JSON.stringify(facts ?? {})}`),
  };
  let stage: Stage | undefined;
  try {
    stage = await openStage(folder, options.port, log);
    const signIn = await makeDemoPerson(stage.server);
    print("Deskbell is running, with a small helpdesk and simulated telephones.");
    print(`  The console:   ${signIn}   (signs you in as Anong, once and within 10 minutes)`);
    print(`  Agent's desk:  ${stage.server.address}/desk   (Anong has extension 1001)`);
    print(`  The helpdesk:  ${stage.helpdesk.address}/`);
    print(
      `  Access token:  ${stage.server.adminToken?.reveal() ?? ""}   (for signing in later; good only for this demo)`,
    );
    options.openPage?.(signIn);
    const result = await playCalls(stage, options, failures);
    if (!options.once && !options.signal.aborted) {
      print("\nStill serving; look at the pages. Stop with Ctrl+C.");
      await new Promise<void>((resolve) => options.signal.addEventListener("abort", () => resolve(), { once: true }));
    }
    return result;
  } finally {
    await stage?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function playCalls(stage: Stage, options: DemoOptions, failures: readonly string[]): Promise<DemoResult> {
  const { server, helpdesk } = stage;
  const { print, signal, speed } = options;
  const narrator = createNarrator((line) => print(`  ${line}`));
  const changes: Change[] = [];
  const feed = openFeed(server.store);
  const take = (change: Change) => {
    changes.push(change);
    narrator.take(change);
    return true;
  };
  await feed.subscribe({}, take, () => undefined);
  const post = (events: Parameters<typeof server.engine.acceptEvents>[1]) =>
    server.engine.acceptEvents(DEMO_CONNECTION, events);
  const simulator = createSimulator({ post, env: realEnv, speed });
  let placed = 0;
  try {
    for (const { title, script } of DEMO_CALLS) {
      if (signal.aborted) break;
      print(`\n${title}`);
      await simulator.place(script, signal);
      await server.engine.idle();
      placed++;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    feed.close();
  }
  const journals = listJournal(helpdesk.state).length;
  const contacts = helpdesk.state.users.filter(({ role }) => role === "end-user").length - DEMO_SEED.contacts.length;
  // Counted at the helpdesk, not by what we believe to have sent. A call without a ticket is logged in a ticket of its own.
  const tickets = helpdesk.state.tickets.filter(({ tags }) => !tags.includes("call_journal")).length;
  const found = {
    popups: toPopupExtensions(changes),
    contacts,
    tickets,
    journals,
  };
  const differences = [...compareEffects(sumExpected(DEMO_CALLS), found), ...failures];
  print("");
  print(
    `${placed} calls: ${found.popups.length} pop-ups, ${found.contacts} new contact, ${found.tickets} tickets, ${found.journals} journal entries.`,
  );
  // A call that was cut short by the user proves nothing either way.
  if (signal.aborted) return { ok: true, calls: placed, ...found, differences: [] };
  if (differences.length === 0) print("Everything that was to happen has happened.");
  else for (const difference of differences) print(`Not as expected: ${difference}`);
  return { ok: differences.length === 0, calls: placed, ...found, differences };
}
