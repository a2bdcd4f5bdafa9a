import { rmSync } from "node:fs";
import { join } from "node:path";
import { atLeast, atMost, type Part } from "../pipeline/measure.ts";
import { makeFolder } from "../pipeline/rig.ts";
import type { Amounts } from "./options.ts";
import type { Loaded } from "./phonebook.ts";
import { runAlone } from "./run-alone.ts";

const MEGABYTE = 2 ** 20;

/** All contacts of a helpdesk, page by page, into an empty phonebook: how long it takes, and whether the memory stays as it is. */
export async function runSynchronisation({ synchronised, limitSeconds }: Amounts): Promise<Part> {
  const folder = makeFolder();
  try {
    const given = { file: join(folder, "phonebook.db"), contacts: synchronised, limitSeconds };
    return toPart(await runAlone<Loaded>(new URL("./synchronise-process.ts", import.meta.url), given), synchronised);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function toPart({ contacts, seconds, firstPageMs, lastPageMs, rss }: Loaded, wanted: number): Part {
  const highest = Math.max(...rss) / MEGABYTE;
  return {
    name: "synchronisation",
    figures: {
      contacts,
      took_s: seconds,
      contacts_per_s: contacts / seconds,
      first_pages_ms: firstPageMs,
      last_pages_ms: lastPageMs,
      memory_first_page_mb: (rss[0] ?? 0) / MEGABYTE,
      memory_quarter_mb: (rss[Math.floor(rss.length / 4)] ?? 0) / MEGABYTE,
      memory_end_mb: (rss.at(-1) ?? 0) / MEGABYTE,
      memory_highest_mb: highest,
    },
    goals: [
      atLeast("synchronisation: contacts stored", contacts, wanted),
      atMost("synchronisation: highest memory, MB", highest, 300),
    ],
    notes: [
      "pages of 100 contacts are read from JSON and written one by one, each page one durable write, in a process of its own; a page's time at the first and at the last tenth shows whether it depends on how many there are",
    ],
  };
}
