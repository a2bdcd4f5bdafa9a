import { rmSync } from "node:fs";
import { join } from "node:path";
import { atLeast, atMost, type Part, quantile } from "../pipeline/measure.ts";
import { makeFolder } from "../pipeline/rig.ts";
import type { LookUpsFound } from "./look-ups-process.ts";
import type { Amounts } from "./options.ts";
import { mean } from "./phonebook.ts";
import { runAlone } from "./run-alone.ts";

const MEGABYTE = 2 ** 20;

/** Who has this number? In a large phonebook, beside the look-up in the same index by the database's driver alone. */
export async function runLookUps({ contacts, lookUps, limitSeconds }: Amounts): Promise<Part> {
  const folder = makeFolder();
  try {
    const given = { file: join(folder, "phonebook.db"), contacts, lookUps, limitSeconds };
    return toPart(await runAlone<LookUpsFound>(new URL("./look-ups-process.ts", import.meta.url), given), contacts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function toPart(found: LookUpsFound, contacts: number): Part {
  const { loaded } = found;
  return {
    name: "look_ups",
    figures: {
      contacts: loaded.contacts,
      load_s: loaded.seconds,
      loaded_per_s: loaded.contacts / loaded.seconds,
      memory_loaded_mb: (loaded.rss.at(-1) ?? 0) / MEGABYTE,
      memory_end_mb: found.rss / MEGABYTE,
      ...toFigures("known", found.known),
      ...toFigures("bare_index", found.bareIndex),
      ...toFigures("bare_rows", found.bareRows),
      known_to_bare_rows_p50: quantile(found.known, 0.5) / quantile(found.bareRows, 0.5),
      ...toFigures("stranger", found.strangers),
      ...toFigures("switchboard", found.switchboard),
      ...toFigures("save_one", found.saved),
      ...toFigures("search", found.searched),
      ...toFigures("search_in_vain", found.searchedInVain),
      candidates_mean: mean(found.candidates),
      candidates_p99: quantile(found.candidates, 0.99),
      candidates_most: Math.max(...found.candidates),
    },
    goals: [
      atLeast("look_ups: contacts in the phonebook", loaded.contacts, contacts),
      atMost("look_ups: known number p99, ms", quantile(found.known, 0.99), 5),
      atMost("look_ups: search that looks through all p50, ms", quantile(found.searchedInVain, 0.5), 300),
    ],
    notes: [
      `${found.known.length} numbers of contacts in spellings drawn by lot; each contact has three numbers; each look-up is one read of a durable SQLite store and names the right contact`,
      "bare_index finds the contacts' ids by the same key in the same index, bare_rows their rows too; both give neither objects nor a comparison of numbers",
      "memory_end has the bare database's own cache in it, 64 MB when full",
      "candidates are the contacts whose numbers end in the same six digits, all of which a look-up reads; 200 have the switchboard's number",
      "search is a page of 50 contacts by a part of their company's name; search_in_vain a text that nobody has, for which all are looked through",
      "save_one is a contact written again, each with its own flush, as after a look-up in the helpdesk",
    ],
  };
}

function toFigures(name: string, times: readonly number[]): Record<string, number> {
  return { [`${name}_p50_ms`]: quantile(times, 0.5), [`${name}_p99_ms`]: quantile(times, 0.99) };
}
